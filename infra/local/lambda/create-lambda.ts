import type { RestService } from '../aws/rest-service.ts';

/** What the API of AWS Lambda tells of the account; functions are made of serverless.yml, not by it. */
export function createLambda(limits: { readonly concurrency: number }): RestService {
  return {
    name: 'lambda',
    routes: [{ method: 'GET', path: '/2016-08-19/account-settings', action: 'GetAccountSettings' }],
    actions: {
      // `aws lambda get-account-settings`, as far as the concurrency goes; the sizes are AWS's own defaults.
      GetAccountSettings: () => ({
        AccountLimit: {
          TotalCodeSize: 80_530_636_800,
          CodeSizeUnzipped: 262_144_000,
          CodeSizeZipped: 52_428_800,
          ConcurrentExecutions: limits.concurrency,
          UnreservedConcurrentExecutions: limits.concurrency,
        },
        AccountUsage: { TotalCodeSize: 0, FunctionCount: 3 },
      }),
    },
  };
}
