import type { Service } from '../ecs/service.ts';
import type { AnswerFact } from '../episodes/fact.ts';
import type { ReasonCode } from '../episodes/stop-reasons/codes.ts';
import { explainMessage, shorten } from '../episodes/stop-reasons/explain.ts';
import type { World } from './world.ts';

/** Deployments that are kept of an answer, the newest; a service has two or three that matter. */
const mostDeployments = 10;

/** An answer of DescribeServices as a fact, with the time at which it was asked. */
export async function askService(
  { services, now }: Pick<World, 'services' | 'now'>,
  { cluster, service }: { readonly cluster: string; readonly service: string },
): Promise<AnswerFact> {
  const at = now();
  const found = await services.readKnown(cluster, service).catch(noneInNoCluster);
  if (found === undefined) return { ...none, at, missing: true };
  if (found.status === 'INACTIVE') return { ...none, at, deleted: true };
  return {
    kind: 'answer',
    at,
    desiredCount: found.desiredCount,
    runningCount: found.runningCount,
    pendingCount: found.pendingCount,
    circuitBreaker: found.circuitBreaker,
    ...tellingMessages(found),
    ...(found.hasHooks && { hasHooks: true as const }),
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

/** With its cluster a service is gone too, and will not be found by asking again. */
function noneInNoCluster(error: unknown): undefined {
  if (error instanceof Error && error.name === 'ClusterNotFoundException') return undefined;
  throw error;
}

/** What ECS writes for each step that goes well, and says nothing when something doesn't. */
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

/** Where its own words are all that is told of it, they stand there already. */
function reasonOf(message: string): ReasonCode {
  const explained = explainMessage(message);
  return explained === undefined || explained.detail !== undefined ? 'unknown' : explained.code;
}
