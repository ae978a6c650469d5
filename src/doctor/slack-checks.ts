import { GetParameterCommand, ParameterNotFound } from '@aws-sdk/client-ssm';
import type { PolicyReading } from '../access/policy.ts';
import type { DoctorDeps, Finding, SlackIdentity, SlackRefusal } from './check.ts';

/** Is the access file usable, and does it grant anything? */
export async function checkAccess({ access }: DoctorDeps): Promise<Finding[]> {
  if (access.type === 'unusable') return [{ level: 'FAIL', code: 'accessUnusable', problem: access.problem }];
  const grants = access.policy.grants.length;
  return [
    grants === 0 ? { level: 'WARN', code: 'accessEmpty' } : { level: 'OK', code: 'accessUsable', grants },
  ];
}

/** Is there a default channel, and does Slack know it? Only a post could tell whether the bot may post there, and none is made. */
export async function checkChannel({ slack, defaultChannel, alarmTopic }: DoctorDeps): Promise<Finding[]> {
  return [
    await channelFinding(slack, defaultChannel),
    alarmTopic === ''
      ? { level: 'NOTE', code: 'alarmsInSlackOnly' }
      : { level: 'OK', code: 'alarmsInTopicToo', topic: alarmTopic.split(':').at(-1) ?? alarmTopic },
  ];
}

async function channelFinding(slack: DoctorDeps['slack'], channel: string): Promise<Finding> {
  if (channel === '') return { level: 'WARN', code: 'channelUnset' };
  return (await slack.knowsChannel(channel))
    ? { level: 'OK', code: 'channelKnown', channel }
    : { level: 'FAIL', code: 'channelUnknown', channel };
}

/** Users and user groups; the bot may not ask about channels. */
const askable = /^[UWS][A-Z0-9]+$/;
/** Slack answers only so often a minute, and the doctor's answer should not take that long. */
const most = 20;

/** Does Slack know the people and groups that the access file names? */
export async function checkPeople({ access, slack }: DoctorDeps): Promise<Finding[]> {
  const ids = idsOf(access);
  if (ids.length === 0) return [];
  const asked = ids.slice(0, most);
  const { unknown, unasked } = await slack.unknownIds(asked);
  return [
    ...(unknown.length > 0 ? [{ level: 'WARN', code: 'peopleUnknown', ids: unknown } as const] : []),
    {
      level: 'OK',
      code: 'peopleKnown',
      known: asked.length - unasked - unknown.length,
      unasked: ids.length - asked.length + unasked,
    },
  ];
}

function idsOf(access: PolicyReading): string[] {
  if (access.type === 'unusable') return [];
  const named = access.policy.grants.flatMap(({ who }) => who);
  return [...new Set(named)].filter((id) => askable.test(id));
}

/** Does Slack accept the token, is it for this workspace, and does it have the manifest's scopes, no fewer and no more? */
export async function checkSlack({ slack, scopes, teamId }: DoctorDeps): Promise<Finding[]> {
  return slackFindings(await slack.whoAmI(), scopes, teamId);
}

function slackFindings(
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
  return [identity, ...scopeFindings(scopes, wanted)];
}

function scopeFindings(scopes: readonly string[] | undefined, wanted: readonly string[]): Finding[] {
  if (scopes === undefined) return [{ level: 'WARN', code: 'scopesUnknown' }];
  const missing = wanted.filter((scope) => !scopes.includes(scope));
  const needless = scopes.filter((scope) => !wanted.includes(scope));
  if (missing.length + needless.length === 0) return [{ level: 'OK', code: 'scopesComplete' }];
  return [
    ...(missing.length > 0 ? [{ level: 'FAIL', code: 'scopesMissing', scopes: missing } as const] : []),
    ...(needless.length > 0 ? [{ level: 'WARN', code: 'scopesNeedless', scopes: needless } as const] : []),
  ];
}

/**
 * Is the bot's token there, as `npm run secrets` writes it? Read again, as a fresh instance would: this instance's copy may be older.
 * The signing secret is not the worker's concern; that this very command came through the front door proves it.
 */
export async function checkToken({ ssm, tokenParameter }: DoctorDeps): Promise<Finding[]> {
  return [
    tokenFinding(await readToken(ssm, tokenParameter), tokenParameter),
    { level: 'OK', code: 'signingSecretProven' },
  ];
}

async function readToken(ssm: DoctorDeps['ssm'], Name: string): Promise<string> {
  try {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name, WithDecryption: true }));
    return Parameter?.Value ?? '';
  } catch (error) {
    if (error instanceof ParameterNotFound) return '';
    throw error;
  }
}

function tokenFinding(token: string, parameter: string): Finding {
  if (token === '') return { level: 'FAIL', code: 'tokenMissing', parameter };
  if (!token.startsWith('xoxb-')) return { level: 'FAIL', code: 'tokenMalformed', parameter };
  return { level: 'OK', code: 'tokenReadable' };
}
