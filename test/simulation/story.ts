import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Run } from './run.ts';
import type { Step } from './steps.ts';

/** A run as a story, one line for each thing that somebody did, that went wrong or that was shown, with the time of day. */
export function tellStory(run: Run): string[] {
  const { plan, times, presses, ledger, hits } = run;
  const told: (readonly [at: number, line: string])[] = [
    ...plan.steps.flatMap((step) => tellStep(step).map((line) => [times.start + step.at, line] as const)),
    ...presses.map(({ at, user, value }) => [at, `${nameOf(user)} presses ${value}`] as const),
    ...hits.map(({ at, what, service, action, machine, jobId }) => {
      const whose = [service, action, machine && `of ${machine}`, jobId && `job ${jobId.slice(0, 12)}`];
      return [at, `  fault: ${[what, ...whose.filter(Boolean)].join(' ')}`] as const;
    }),
    ...ledger.counts.map(
      ({ at, service, from, to, machine }) =>
        [at, `  ECS: ${service} is set ${from} → ${to} by ${machine ?? 'somebody else'}`] as const,
    ),
    ...ledger.stops.map(
      ({ at, taskArn, machine, healthyLeft }) =>
        [
          at,
          `  ECS: ${taskArn} is stopped by ${machine ?? 'somebody else'}, ${healthyLeft} healthy left`,
        ] as const,
    ),
    ...ledger.messages.map(({ at, message: { text, visibleTo, isBot, user, revision } }) => {
      const whom = visibleTo === undefined ? 'all' : nameOf(visibleTo);
      const who = isBot ? (revision > 0 ? 'bot, edited' : 'bot') : nameOf(user);
      return [at, `  Slack (${who} → ${whom}): ${text.replaceAll('\n', ' | ').slice(0, 240)}`] as const;
    }),
    [times.calm, 'From here on nothing goes wrong.'],
  ];
  return told
    .toSorted(([one], [other]) => one - other)
    .map(([at, line]) => `${new Date(at).toISOString().slice(11, 23)} ${line}`);
}

function tellStep(step: Step): string[] {
  const { at: _, kind, ...rest } = step;
  // What a press found, and whether a fault was met, is told where it happened.
  if (kind === 'press' || kind === 'fault') return [];
  if (step.kind === 'line') return [`${nameOf(step.user)} types ${step.line}`];
  return [`${kind}: ${Object.values(rest).join(', ')}`];
}

function nameOf(user: string): string {
  return Object.entries(localIds).find(([, id]) => id === user)?.[0] ?? user;
}
