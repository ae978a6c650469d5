import type { Restart } from '../ledger.ts';
import type { Run } from '../run.ts';
import {
  clockTime,
  type Decision,
  type DeploymentDecision,
  deploymentDecisions,
  readDecisions,
} from './decisions.ts';

/** Two clocks are up to four seconds apart, and a deployment that somebody else began just before counts as the one that was asked for. */
const apartMs = 15_000;

/**
 * A restart begins one deployment, and a rollback ends or begins one, whatever got lost on the way; each that the bot did was decided, and one that is
 * recorded as made was done.
 */
export function checkDeployments(run: Run): string[] {
  const { restarts, rollbacks } = run.ledger;
  const all = readDecisions(run);
  return [...checkKind('restart', restarts, all), ...checkKind('rollback', rollbacks, all)].concat(
    deploymentDecisions(all, 'restart').flatMap((decision) => checkShown(run, decision)),
  );
}

function checkKind(
  type: DeploymentDecision['change']['type'],
  effects: readonly Restart[],
  all: readonly Decision[],
): string[] {
  const decisions = deploymentDecisions(all, type);
  const begun = new Set<DeploymentDecision>();
  const unasked = effects
    .filter(({ machine }) => machine !== undefined)
    .flatMap(({ at, service, jobId }) => {
      const what = `the ${type} of ${service} was made at ${clockTime(at)}`;
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
        !effects.some((each) => each.service === service && each.at > from - apartMs && each.at <= until),
    )
    .map(
      ({ service, begunAt }) =>
        `the audit says that the ${type} of ${service} was made at ${clockTime(begunAt)}, and it was not`,
    );
  return [...unasked, ...unmade];
}

/** Reads of what somebody else did lag; an instance's clock is up to four seconds off. */
const unseenMs = 5000;

/** Who restarts a service was shown the deployment that ran then. */
function checkShown({ ledger }: Run, { intent, outcome, service, begunAt }: DeploymentDecision): string[] {
  const { card } = intent;
  if (outcome?.result !== 'applied') return [];
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
