import type { Run } from '../run.ts';
import { clockTime, type RestartDecision, readDecisions, restartDecisions } from './decisions.ts';

/** Two clocks are up to four seconds apart, and a deployment that somebody else began just before counts as the one that was asked for. */
const apartMs = 15_000;

/** A restart begins one deployment, whatever got lost on the way; each that the bot began was decided, and one that is recorded as made was begun. */
export function checkRestarts(run: Run): string[] {
  const { restarts } = run.ledger;
  const decisions = restartDecisions(readDecisions(run));
  const begun = new Set<(typeof decisions)[number]>();
  const unasked = restarts
    .filter(({ machine }) => machine !== undefined)
    .flatMap(({ at, service, jobId }) => {
      const what = `${service} was restarted at ${clockTime(at)}`;
      const fitting = decisions.filter((each) => {
        return each.service === service && at >= each.from && at <= each.until;
      });
      const decision = fitting.find(({ intent }) => intent.jobId === jobId) ?? fitting[0];
      if (decision === undefined || decision.outcome?.result === 'failed') {
        return [`${what}, and no decision in the audit says so`];
      }
      if (begun.has(decision)) return [`${what} once more, for one press`];
      begun.add(decision);
      return [];
    });
  const unmade = decisions
    .filter(({ outcome }) => outcome?.result === 'applied')
    .filter(
      ({ service, from, until }) =>
        !restarts.some((each) => each.service === service && each.at > from - apartMs && each.at <= until),
    )
    .map(
      ({ service, begunAt }) =>
        `the audit says that ${service} was restarted at ${clockTime(begunAt)}, and it was not`,
    );
  return [...unasked, ...unmade, ...[...begun].flatMap((decision) => checkShown(run, decision))];
}

/** Reads of what somebody else did lag; an instance's clock is up to four seconds off. */
const unseenMs = 5000;

/** Who restarts a service was shown the deployment that ran then. */
function checkShown({ ledger }: Run, { intent, service, begunAt }: RestartDecision): string[] {
  const { card } = intent;
  const between = ledger.restarts.find(
    (each) =>
      each.service === service &&
      each.jobId !== intent.jobId &&
      each.at > Date.parse(card.askedAt) + unseenMs &&
      each.at < begunAt - (each.machine === undefined ? unseenMs : 0),
  );
  if (between === undefined) return [];
  return [
    `${card.line} was made at ${clockTime(begunAt)}, while its card showed the deployment before ${clockTime(between.at)}`,
  ];
}
