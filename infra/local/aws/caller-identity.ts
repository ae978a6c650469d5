import type { Routed } from './route-request.ts';

/**
 * `aws sts get-caller-identity`, the one action of the older query protocol that tools call by themselves: the CLI's
 * users to see where they are, Terraform to learn its account. Every other query is refused.
 */
export function callerIdentity(body: string, accountId: string): Routed {
  const action = new URLSearchParams(body).get('Action') ?? '';
  const headers = { 'content-type': 'text/xml' };
  if (action !== 'GetCallerIdentity') {
    const message =
      'This local AWS endpoint speaks the JSON protocols only; a newer SDK or CLI uses them for this service.';
    return {
      service: 'query',
      action,
      response: {
        status: 400,
        headers,
        body: `<ErrorResponse><Error><Type>Sender</Type><Code>InvalidAction</Code><Message>${message}</Message></Error></ErrorResponse>`,
      },
    };
  }
  return {
    service: 'sts',
    action,
    response: {
      status: 200,
      headers,
      body:
        '<GetCallerIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><GetCallerIdentityResult>' +
        `<Arn>arn:aws:iam::${accountId}:user/local</Arn><UserId>AIDALOCAL</UserId><Account>${accountId}</Account>` +
        '</GetCallerIdentityResult></GetCallerIdentityResponse>',
    },
  };
}
