import type { LocalEcs } from '../../../infra/local/ecs/ecs.ts';
import type { DeployChange } from '../../../src/changes/change.ts';
import { deploymentsOf } from '../hooks.ts';
import type { Restart } from '../ledger.ts';
import type { Run } from '../run.ts';
import { clockTime, type DeploymentDecision, deploymentDecisions, readDecisions } from './decisions.ts';

/** Two clocks are up to four seconds apart, and a deployment that somebody else began just before counts as the one that was asked for. */
const apartMs = 15_000;

/**
 * A restart and a deploy begin one deployment, and a rollback ends or begins one, whatever got lost on the way; each that the bot did was decided, and
 * one that is recorded as made was done. A deploy registers one revision, and what is deployed is what its card showed.
 */
export function checkDeployments(run: Run): string[] {
  const { restarts, revisions } = run.ledger;
  const all = readDecisions(run);
  const deploys = deploymentDecisions(all, 'deploy');
  return [
    ...checkKind(run, 'restart', restarts, deploymentDecisions(all, 'restart')),
    ...checkKind(run, 'deploy or rollback', revisions, [...deploys, ...deploymentDecisions(all, 'rollback')]),
    ...checkRegistered(run, deploys),
    ...[...deploymentDecisions(all, 'restart'), ...deploys].flatMap((decision) => checkShown(run, decision)),
  ];
}

/** Each revision that the bot registered is the image of a card that was confirmed, one for each. */
function checkRegistered({ ledger }: Run, decisions: readonly DeploymentDecision[]): string[] {
  const used = new Set<DeploymentDecision>();
  return ledger.registered.flatMap(({ at, taskDefinition, images, jobId }) => {
    const what = `${taskDefinition} was registered at ${clockTime(at)}`;
    const fitting = decisions.filter(({ change, from, until }) => {
      const { after } = change as DeployChange;
      return at >= from && at <= until && 'image' in after && images.includes(after.image);
    });
    const decision =
      fitting.find(({ intent }) => intent.jobId === jobId) ?? fitting.find((each) => !used.has(each));
    if (decision === undefined) return [`${what} with ${images.join(', ')}, which no card had shown`];
    if (used.has(decision)) return [`${what} once more, for one press`];
    used.add(decision);
    const set = ledger.revisions.find(
      (each) =>
        each.service === decision.service &&
        each.jobId === jobId &&
        each.taskDefinition !== undefined &&
        each.at > at &&
        each.at <= decision.until,
    );
    return set === undefined || set.taskDefinition === taskDefinition
      ? []
      : [
          `${set.taskDefinition} was deployed at ${clockTime(set.at)}, and not ${taskDefinition}, which was registered for it`,
        ];
  });
}

function checkKind(
  { simulation }: Run,
  type: string,
  effects: readonly Restart[],
  decisions: readonly DeploymentDecision[],
): string[] {
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
    // What was to be ended may have gone back by itself first, at a hook's end.
    .filter(({ change, service }) => !hasGoneBack(simulation.account.ecs, service, change))
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

function hasGoneBack(ecs: LocalEcs, service: string, change: DeploymentDecision['change']): boolean {
  if (change.type !== 'rollback' || change.stops === undefined) return false;
  const found = deploymentsOf(ecs, service).find((each) => each.serviceDeploymentArn === change.stops);
  return found?.status?.startsWith('ROLLBACK_') === true;
}

/** Reads of what somebody else did lag; an instance's clock is up to four seconds off. */
const unseenMs = 5000;

/** Who restarts a service, or deploys to it, was shown the deployment that ran then. */
function checkShown({ ledger }: Run, { intent, outcome, service, begunAt }: DeploymentDecision): string[] {
  const { card } = intent;
  if (outcome?.result !== 'applied') return [];
  // Once a deployment has gone back, what runs is again what a card from before it had shown.
  const isGone = ({ at, service: own }: Restart) =>
    ledger.news.some(
      (each) =>
        each.service === own &&
        each.eventName === 'SERVICE_DEPLOYMENT_FAILED' &&
        each.at >= at &&
        each.at < begunAt,
    );
  const set = ledger.revisions.filter(({ taskDefinition }) => taskDefinition !== undefined);
  const begun = [...ledger.restarts, ...set];
  const between = begun.find(
    (each) =>
      each.service === service &&
      each.jobId !== intent.jobId &&
      !isGone(each) &&
      each.at > Date.parse(card.askedAt) + unseenMs &&
      each.at < begunAt - (each.machine === undefined ? unseenMs : 0),
  );
  if (between === undefined) return [];
  return [
    `${card.line} was made at ${clockTime(begunAt)}, while its card showed the deployment before ${clockTime(between.at)}`,
  ];
}
