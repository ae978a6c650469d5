import type { Service } from '../aws/ecs/services.ts';
import { targetName } from '../aws/ecs/target.ts';
import { closeEpisode, decide, lostEvents, lostOutcome, undoOver } from '../episodes/closing.ts';
import type { Episode } from '../episodes/episode.ts';
import type { AnswerFact, Fact, TaskDefinitionFact } from '../episodes/facts.ts';
import { merge } from '../episodes/merge.ts';
import { allPending, type EpisodeRecord, newDelivery } from '../episodes/record.ts';
import { unknownTaskDefinitions } from '../episodes/rollout.ts';
import { wantsCount } from '../episodes/severity.ts';
import { isGoingOn } from '../episodes/stages.ts';
import type { ReasonCode } from '../episodes/stop-reasons/codes.ts';
import { explainMessage, shorten } from '../episodes/stop-reasons/explain.ts';
import { tellEpisode } from '../episodes/story.ts';
import {
  activeMute,
  type Mute,
  type OwnTags,
  ownTags,
  route,
  type Settings,
} from '../notifications/settings.ts';
import { askDeployment } from './asked-deployment.ts';
import { askTasks } from './asked-tasks.ts';
import type { Deps } from './deps.ts';
import { untoldHooks } from './rises.ts';

/**
 * What ECS has to be asked for this record, as facts: task definitions, and, when a check is due, the service, and its tasks where they matter. What
 * could not be asked now is asked at the next check.
 */
export async function learn(deps: Deps, record: EpisodeRecord): Promise<Fact[]> {
  const { episode } = record;
  const now = deps.now();
  const known = [lostOutcome(episode, now), undoOver(episode, now)].filter((fact) => fact !== undefined);
  if (episode.phase !== 'open') return known;
  const isDue = decide(record, now, deps.settleMs).type === 'ask';
  const asked =
    isDue || wantsCount(episode, now)
      ? await askAll(deps, episode, isDue)
      : await askDefinitions(deps, episode);
  return [...asked, ...known];
}

/**
 * Asks about the service first: its answer decides which task definitions and tasks to ask about. If only its counts are wanted, its tasks are left
 * out, and their health is unknown.
 */
async function askAll(deps: Deps, episode: Episode, withTasks: boolean): Promise<Fact[]> {
  const { target } = episode;
  if (!('service' in target)) return [];
  const [asked] = await settled(deps, [askService(deps, target)]);
  if (asked === undefined) return askDefinitions(deps, episode);
  if (!withTasks)
    return [...(await askDefinitions(deps, episode)), { ...asked.answer, unhealthy: 'unknown' }];
  const staging = await settled(deps, [askDeployment(deps, episode, asked)]);
  const [staged] = staging.filter((fact) => fact !== undefined);
  const deploying = staged !== undefined && isGoingOn(staged.status);
  const service = { ...asked.answer, ...(deploying && { deploying }) };
  const answered = merge(episode, [service, ...(staged ? [staged] : [])]);
  const definitions = await askDefinitions(deps, answered);
  const [tasks = { unhealthy: 'unknown' as const }] = await settled(deps, [
    askTasks(deps, merge(answered, definitions), service),
  ]);
  const { fact, ...health } = tasks;
  const lost = fact && lostEvents(episode, fact);
  const known = [staged, fact, lost].filter((one) => one !== undefined);
  return [...definitions, ...known, { ...service, ...health }];
}

function askDefinitions(deps: Deps, episode: Episode): Promise<TaskDefinitionFact[]> {
  return settled(
    deps,
    unknownTaskDefinitions(episode).map((name) => askTaskDefinition(deps, name)),
  );
}

/** The answers that arrived; failures are logged. */
async function settled<Answer>({ logger }: Deps, questions: Promise<Answer>[]): Promise<Answer[]> {
  const answers = await Promise.allSettled(questions);
  return answers.flatMap((answer) => {
    if (answer.status === 'fulfilled') return [answer.value];
    logger.warn('ECS could not be asked now', { error: answer.reason as Error });
    return [];
  });
}

async function askTaskDefinition({ revisions }: Deps, taskDefinition: string): Promise<TaskDefinitionFact> {
  const { hasHealthCheck, imageTag } = await revisions(taskDefinition);
  return {
    kind: 'task-definition',
    taskDefinition,
    hasHealthCheck,
    ...(imageTag !== undefined && { imageTag }),
  };
}

/** How many deployments of an answer are kept, the newest; a service has two or three that matter. */
const mostDeployments = 10;

/** An answer of DescribeServices as a fact, with the time at which it was asked for. */
async function askService(
  { services, now }: Pick<Deps, 'services' | 'now'>,
  { cluster, service }: { readonly cluster: string; readonly service: string },
): Promise<{ readonly answer: AnswerFact; readonly deploymentArn?: string | undefined }> {
  const at = now();
  const found = await services.readKnown(cluster, service).catch(noneInNoCluster);
  if (found === undefined) return { answer: { ...none, at, missing: true } };
  if (found.status === 'INACTIVE') return { answer: { ...none, at, deleted: true } };
  return { answer: toAnswer(found, at), deploymentArn: found.deploymentArn };
}

function toAnswer(found: Service, at: number): AnswerFact {
  return {
    kind: 'answer',
    at,
    desiredCount: found.desiredCount,
    runningCount: found.runningCount,
    pendingCount: found.pendingCount,
    circuitBreaker: found.circuitBreaker,
    ...tellingMessages(found),
    ...(found.hooks.length > 0 && { hasHooks: true as const }),
    deployments: found.deployments.slice(0, mostDeployments).map((deployment) => ({
      id: deployment.id,
      status: deployment.status,
      taskDefinition: deployment.taskDefinition,
      desiredCount: deployment.desiredCount,
      runningCount: deployment.runningCount,
      ...(deployment.createdAt && { createdAt: deployment.createdAt.getTime() }),
      ...(deployment.rolloutState && { rolloutState: deployment.rolloutState }),
      ...(deployment.rolloutStateReason && { reason: shorten(deployment.rolloutStateReason, 300) }),
    })),
  };
}

const none = { kind: 'answer', desiredCount: 0, runningCount: 0, pendingCount: 0, deployments: [] } as const;

/** A service is gone together with its cluster, and asking again will not find it. */
function noneInNoCluster(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ClusterNotFoundException') return undefined;
  throw error;
}

/** ECS's messages for each step that goes well; they don't say what goes wrong. */
const routine =
  /\b(has (started|stopped|begun draining|reached a steady state)|registered|deregistered|deployment completed)\b/;
const mostMessages = 3;

function tellingMessages({ name, events }: Service): Pick<AnswerFact, 'messages' | 'messageReasons'> {
  const telling = events
    .map(({ message }) => message.replace(`(service ${name}) `, ''))
    .filter((message) => !routine.test(message))
    .slice(0, mostMessages);
  return {
    messages: telling.map((message) => shorten(message, 300)),
    messageReasons: telling.map(reasonOf),
  };
}

/** If ECS's own wording is all there is to show, the message already contains it. */
function reasonOf(message: string): ReasonCode {
  const explained = explainMessage(message);
  return explained === undefined || explained.detail !== undefined ? 'unknown' : explained.code;
}

/** When ECS could not be asked, it is asked again after this long. */
const askAgainMs = 30_000;

/** The record after a check: closed if the closing rule holds, else with the time of the next check. */
export function applyClosing(before: EpisodeRecord, now: number, settleMs: number): EpisodeRecord {
  const record = withReached(before);
  const decision = decide(record, now, settleMs);
  switch (decision.type) {
    case 'nothing':
      return record.lookAt === 0 ? record : { ...record, lookAt: 0 };
    case 'close':
      return {
        ...record,
        episode: closeEpisode(record.episode),
        deliveries: allPending(record.deliveries),
        lookAt: 0,
      };
    case 'ask':
      return { ...record, lookAt: now + askAgainMs };
    case 'look':
      return record.lookAt === decision.at ? record : { ...record, lookAt: decision.at };
  }
}

/** Once the count that somebody asked for is shown as reached, it stays reached. */
function withReached(record: EpisodeRecord): EpisodeRecord {
  const { episode } = record;
  const { cause, reached, outcome, phase } = episode;
  if (cause?.type !== 'scale' || reached || outcome?.result !== 'applied' || phase !== 'open') return record;
  const { running } = tellEpisode(episode);
  return running === cause.after.desiredCount
    ? { ...record, episode: { ...episode, reached: true } }
    : record;
}

/**
 * What the ECS tags of the record's target say about who gets its episode: asked for once per episode, then kept in the record. Undefined if there is
 * no episode, or if ECS could not be asked now: then it is asked again at the next check.
 */
export async function readTags(
  { services, clusterTags, logger }: Pick<Deps, 'services' | 'clusterTags' | 'logger'>,
  { episode, tags }: EpisodeRecord,
): Promise<OwnTags | undefined> {
  if (tags !== undefined || episode.phase !== 'open') return tags;
  const { target } = episode;
  try {
    const [service, cluster] = await Promise.all([
      'service' in target ? services.read(target.cluster, target.service) : undefined,
      clusterTags(target.cluster),
    ]);
    return ownTags(service?.tags ?? {}, cluster);
  } catch (error) {
    logger.warn('ECS could not be asked for tags now', { target, error: error as Error });
    return undefined;
  }
}

/** The most channels that get one episode: its record must stay small. */
const mostChannels = 10;

interface RoutingContext {
  readonly settings: Settings;
  /** Undefined if they are unknown now: then they count as none and are not kept. */
  readonly tags: OwnTags | undefined;
  readonly defaultChannel: string;
  readonly now: number;
}

/** The record with a delivery for each channel that should get its episode, and the mutes that suppressed one. */
interface Routed {
  readonly record: EpisodeRecord;
  readonly suppressed: readonly Mute[];
}

/**
 * Adds a delivery for each channel that should get the open episode by now. A channel that got its first post also gets its end; a mute suppresses
 * only first posts, and an episode that still lasts when the mute ends is posted then.
 */
export function routeRecord(record: EpisodeRecord, context: RoutingContext): Routed {
  const { episode } = record;
  if (episode.phase !== 'open') return { record, suppressed: [] };
  const { settings, tags, defaultChannel, now } = context;
  const name = targetName(episode.target);
  const story = tellEpisode(episode);
  const { isProblem, reached } = story;
  const isOver = reached || record.steadySince !== undefined;
  const heard = { name, tags: tags ?? { channels: [] }, watches: settings.watches, defaultChannel };
  const hearing = route({ ...heard, isProblem });
  // What waits for a person is for everybody who hears of problems.
  const asked = route({ ...heard, isProblem: true }).filter(
    (channel) => !hearing.includes(channel) && untoldHooks(record, channel, story, now).length > 0,
  );

  const known = new Set(record.deliveries.map(({ channel }) => channel));
  const wanted = [...hearing, ...asked]
    .filter((channel) => !known.has(channel))
    .slice(0, mostChannels - known.size);
  const muted = new Map(
    wanted.flatMap((channel) => {
      const mute = activeMute(settings.mutes, { channel, name, now });
      return mute ? [[channel, mute] as const] : [];
    }),
  );
  const added = wanted.filter(
    (channel) => !muted.has(channel) && !(isOver && record.muted?.[channel] !== undefined),
  );
  const suppressed = [...muted.values()].filter(({ channel, until }) => record.muted?.[channel] !== until);
  const learned = tags !== undefined && record.tags === undefined;
  if (added.length === 0 && suppressed.length === 0 && !learned) return { record, suppressed };
  return {
    record: {
      ...record,
      ...(tags && { tags }),
      deliveries: [...record.deliveries, ...added.map((channel) => newDelivery(channel))],
      ...(suppressed.length > 0 && {
        muted: Object.fromEntries(
          [
            ...Object.entries(record.muted ?? {}),
            ...suppressed.map(({ channel, until }) => [channel, until] as const),
          ].slice(-2 * mostChannels),
        ),
      }),
    },
    suppressed,
  };
}
