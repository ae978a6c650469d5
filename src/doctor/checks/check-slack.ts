import type { DoctorWorld } from '../doctor-world.ts';
import type { Finding } from '../finding.ts';
import type { SlackIdentity, SlackRefusal } from '../slack-probe.ts';

/** Does Slack take the token, is it of this workspace, and has it the manifest's scopes, no fewer and no more? */
export async function checkSlack({ slack, scopes, teamId }: DoctorWorld): Promise<Finding[]> {
  return judgeSlack(await slack.whoAmI(), scopes, teamId);
}

function judgeSlack(
  answer: SlackIdentity | SlackRefusal,
  wanted: readonly string[],
  teamId: string,
): Finding[] {
  if ('error' in answer) {
    const { error, ofToken } = answer;
    return [{ level: 'FAIL', code: ofToken ? 'slackRefuses' : 'slackForbids', error }];
  }
  const { team, scopes } = answer;
  const identity: Finding =
    answer.teamId === teamId
      ? { level: 'OK', code: 'slackAnswers', team }
      : { level: 'FAIL', code: 'slackOtherWorkspace', team };
  return [identity, ...judgeScopes(scopes, wanted)];
}

function judgeScopes(scopes: readonly string[] | undefined, wanted: readonly string[]): Finding[] {
  if (scopes === undefined) return [{ level: 'WARN', code: 'scopesUnknown' }];
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  const needless = scopes.filter((scope) => !wanted.includes(scope));
  if (missing.length + needless.length === 0) return [{ level: 'OK', code: 'scopesComplete' }];
  return [
    ...(missing.length > 0 ? [{ level: 'FAIL', code: 'scopesMissing', scopes: missing } as const] : []),
    ...(needless.length > 0 ? [{ level: 'WARN', code: 'scopesNeedless', scopes: needless } as const] : []),
  ];
}
