import { plantedSecret } from '../actors.ts';
import type { SlackCall } from '../ledger.ts';
import type { Run } from '../run.ts';
import { clockTime } from './decisions.ts';

/** What Slack may refuse although the bot did nothing wrong: things that are gone, or closed to it. */
const excused = new Set([
  'not_in_channel',
  'channel_not_found',
  'message_not_found',
  'is_archived',
  'ratelimited',
  'user_not_in_channel',
  'cant_update_message',
]);

/** Slack refuses the old token of an app that was installed anew: the bot reads the new one then. */
function isExcused(run: Run, error: string): boolean {
  return (
    excused.has(error) || (error === 'invalid_auth' && run.plan.steps.some(({ kind }) => kind === 'token'))
  );
}

/** Slack's limits and the budget of edits are kept, secrets are masked, and what one person asked for is shown to nobody else. */
export function checkSlack(run: Run): string[] {
  const { ledger, simulation } = run;
  const refused = ledger.slackCalls
    .filter(
      ({ method, answer }) =>
        method !== 'response_url' && answer.ok === false && !isExcused(run, String(answer.error)),
    )
    .map(
      ({ method, answer, at }) => `Slack refused ${method} with ${String(answer.error)} at ${clockTime(at)}`,
    );
  const bare = [
    ...ledger.slackCalls
      .filter(({ input }) => holdsSecret(input))
      .map(({ method }) => `a secret in ${method}`),
    ...[...simulation.records('own'), ...simulation.records('audit')]
      .filter(holdsSecret)
      .map(({ pk, sk }) => `a secret in the record ${String(pk)} ${String(sk)}`),
  ];
  return [...refused, ...checkEdits(run), ...bare, ...checkAudience(run)];
}

/** Of the 50 edits a minute that Slack promises, the events function takes 40: the others are for who types and presses. */
const mostEdits = 40;
/** Less than a minute, for instances' clocks are apart and requests take their time. */
const editsWithinMs = 55_000;

function checkEdits({ ledger }: Run): string[] {
  const edits = ledger.slackCalls.filter(
    ({ method, machine }) => method === 'chat.update' && machine?.startsWith('task-events') === true,
  );
  return edits.flatMap(({ at, status }, index) => {
    const before = edits[index - mostEdits];
    const isOver = status === 429 || (before !== undefined && at - before.at < editsWithinMs);
    return isOver ? [`the budget of edits was spent, and an edit was sent at ${clockTime(at)}`] : [];
  });
}

function holdsSecret(value: unknown): boolean {
  return JSON.stringify(value).includes(plantedSecret);
}

/** A command that only looks, and is not shared, posts to nobody's channel. */
function checkAudience({ ledger }: Run): string[] {
  return ledger.jobs
    .filter(({ kind, body }) => kind === 'command' && isPrivate(String(body.text)))
    .flatMap(({ id, body }) =>
      ledger.slackCalls
        .filter((call) => call.jobId === id && isPublic(call))
        .map(
          ({ method, at }) =>
            `/ecs ${String(body.text)} was shown to a channel by ${method} at ${clockTime(at)}`,
        ),
    );
}

function isPrivate(line: string): boolean {
  const [word = ''] = line.split(' ');
  const looking = [
    'services',
    'clusters',
    'service',
    'tasks',
    'why',
    'events',
    'audit',
    'whoami',
    'logs',
    'help',
    'doctor',
  ];
  return looking.includes(word) && !line.includes('--share');
}

function isPublic({ method, input, answer }: SlackCall): boolean {
  if (method === 'response_url') return input.response_type === 'in_channel';
  return method === 'chat.postMessage' && answer.ok === true && /^[CG]/.test(String(input.channel));
}
