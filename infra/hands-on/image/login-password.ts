import { type ECRClient, GetAuthorizationTokenCommand } from '@aws-sdk/client-ecr';

/** `aws ecr get-login-password`: for docker's user AWS, for 12 hours. */
export async function loginPassword(ecr: ECRClient): Promise<string> {
  const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = Buffer.from(authorizationData[0]?.authorizationToken ?? '', 'base64').toString('utf8');
  return token.slice(token.indexOf(':') + 1);
}
