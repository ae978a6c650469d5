import { GetRoleCommand, type IAMClient, ListRolesCommand, NoSuchEntityException } from '@aws-sdk/client-iam';
import { ScriptProblem, unlessMissing } from './script.ts';

const folders = String.raw`(?:[\w+=.@-]+/)`;
const role = String.raw`arn:aws[a-z-]*:iam::\d{12}:role/(?:${folders}*[\w+=.@-]+|${folders}+\*)`;

/** `none`, or ARNs of roles and paths (`/ecs/*`, or as an ARN), comma separated. Never all roles: whoever passes any role has the rights of each. */
export const passRolesPattern = new RegExp(
  `^(?:none|(?:${role}|/${folders}+\\*)(?:,(?:${role}|/${folders}+\\*))*)?$`,
);

/**
 * `--pass-roles` as the template takes it: every path as an ARN, which `npm run package` can't know without credentials.
 * @throws ScriptProblem for a role or a path of roles that this account does not have
 */
export async function readPassRoles(iam: IAMClient, given: string): Promise<string> {
  if (given === '' || given === 'none') return given;
  return (await Promise.all(given.split(',').map((each) => readRole(iam, each)))).join(',');
}

async function readRole(iam: IAMClient, given: string): Promise<string> {
  const path = /(?<=^|:role)\/.*\/(?=\*$)/.exec(given)?.[0];
  if (path === undefined) {
    const RoleName = given.split('/').at(-1) ?? '';
    const found = await unlessMissing(NoSuchEntityException, iam.send(new GetRoleCommand({ RoleName })));
    if (found?.Role?.Arn === given) return given;
    const other = found?.Role?.Arn === undefined ? '' : `; one with that name is ${found.Role.Arn}`;
    throw new ScriptProblem(`--pass-roles: this account has no role ${given}${other}.`);
  }
  const { Roles = [] } = await iam.send(new ListRolesCommand({ PathPrefix: path, MaxItems: 1 }));
  const account = /^arn:[^:]+:iam::\d+:role/.exec(Roles[0]?.Arn ?? '')?.[0];
  if (account === undefined || !`${account}${path}*`.endsWith(given)) {
    throw new ScriptProblem(`--pass-roles: this account has no role under ${given}.`);
  }
  return `${account}${path}*`;
}

/** Throws ScriptProblem for a path that is not written as an ARN. */
export function requireArns(given: string | undefined): void {
  const path = given?.split(',').find((each) => each.startsWith('/'));
  if (path === undefined) return;
  throw new ScriptProblem(
    `--pass-roles: without credentials the account is not known: write arn:aws:iam::<account>:role${path} in place of ${path}.`,
  );
}
