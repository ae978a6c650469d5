import { GetAccountSettingsCommand } from '@aws-sdk/client-lambda';
import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';

/** Both queues may take 8 at a time (`maximumConcurrency` in serverless.yml); the front door and the rest of the account need some too. */
const enough = 18;

/** May enough functions run at a time in this account? `aws lambda get-account-settings`; a new account may have 10 in all. */
export async function checkConcurrency({ lambda }: DoctorWorld): Promise<Finding[]> {
  const { AccountLimit } = await lambda.send(new GetAccountSettingsCommand({}));
  const limit = AccountLimit?.UnreservedConcurrentExecutions ?? AccountLimit?.ConcurrentExecutions ?? 0;
  return [
    limit < enough
      ? { level: 'WARN', code: 'concurrencyLow', limit }
      : { level: 'OK', code: 'concurrencyEnough', limit },
  ];
}
