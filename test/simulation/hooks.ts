import type { DeploymentLifecycleHookDetail, ServiceDeployment } from '@aws-sdk/client-ecs';
import type { LocalEcs } from '../../infra/local/ecs/ecs.ts';
import type { EventBridgeEvent } from '../../infra/local/events/bus.ts';
import { asRecord, readJson } from '../../infra/local/json.ts';
import type { Call, SimulatedAnswer } from './network.ts';

/** A pause hook at which a deployment waited. Epoch milliseconds. */
export interface HookWait {
  readonly hookId: string;
  /** The service deployment's ARN. */
  readonly deployment: string;
  /** `cluster/service`. */
  readonly service: string;
  readonly from: number;
  /** When its time is over. */
  readonly expiresAt: number;
  /** When it was answered, its time was over, or its deployment was; undefined while it waits. */
  readonly until?: number;
}

/** A ContinueServiceDeployment that reached ECS. */
export interface HookAnswer {
  readonly at: number;
  readonly hookId: string;
  readonly deployment: string;
  readonly action: 'CONTINUE' | 'ROLLBACK';
  readonly isTaken: boolean;
  /** Absent where it was not the bot. */
  readonly machine?: string | undefined;
  readonly jobId?: string | undefined;
}

/** Something that ECS says of a service's deployments: `SERVICE_DEPLOYMENT_FAILED`, `HOOK_SUCCEEDED`. */
export interface DeploymentNews {
  readonly at: number;
  /** `cluster/service`. */
  readonly service: string;
  readonly eventName: string;
}

/** What really happened at the hooks of deployments, by the local ECS's own events, whether or not anybody hears them. */
export interface Hooks {
  readonly waits: readonly HookWait[];
  readonly answers: readonly HookAnswer[];
  readonly news: readonly DeploymentNews[];
}

export function createHooks(now: () => number) {
  const waits: HookWait[] = [];
  const answers: HookAnswer[] = [];
  const news: DeploymentNews[] = [];
  const end = (isOver: (wait: HookWait) => boolean) => {
    for (const [index, wait] of waits.entries()) {
      if (wait.until === undefined && isOver(wait)) waits[index] = { ...wait, until: now() };
    }
  };
  const kept: Hooks = { waits, answers, news };
  return {
    ...kept,
    onEvent(event: EventBridgeEvent): void {
      const detail = asRecord(event.detail);
      const eventName = String(detail.eventName);
      if (event['detail-type'] === 'ECS Deployment State Change') {
        const service = String(event.resources[0]).split('/').slice(-2).join('/');
        news.push({ at: now(), service, eventName });
        end((wait) => wait.service === service);
      }
      if (event['detail-type'] !== 'ECS Hook State Change') return;
      const service = String(detail.serviceArn).split('/').slice(-2).join('/');
      news.push({ at: now(), service, eventName });
      const hookId = String(detail.hookId);
      if (eventName !== 'HOOK_AWAITING_ACTION') {
        end((wait) => wait.hookId === hookId);
        return;
      }
      const deployment = String(detail.serviceDeploymentArn);
      const expiresAt = Date.parse(String(detail.expiresAt));
      waits.push({ hookId, deployment, service, from: now(), expiresAt });
    },
    watch({ request, caller }: Call): (answer: SimulatedAnswer) => void {
      const { serviceDeploymentArn, hookId, action } = asRecord(readJson(request.body));
      return ({ status }) =>
        void answers.push({
          at: now(),
          hookId: String(hookId),
          deployment: String(serviceDeploymentArn),
          action: action === 'ROLLBACK' ? 'ROLLBACK' : 'CONTINUE',
          isTaken: status === 200,
          ...(caller && { machine: caller.machine.name, jobId: caller.jobId }),
        });
    },
  };
}

/** Its service deployments as ECS has them, the newest first. */
export function deploymentsOf({ service }: LocalEcs, name: string): readonly ServiceDeployment[] {
  const [cluster, own] = name.split('/');
  const { ListServiceDeployments: list, DescribeServiceDeployments: describe } = service.actions;
  const listed = asRecord(list?.({ cluster, service: own }))
    .serviceDeployments as readonly ServiceDeployment[];
  const serviceDeploymentArns = listed.map(({ serviceDeploymentArn }) => serviceDeploymentArn);
  return asRecord(describe?.({ serviceDeploymentArns })).serviceDeployments as readonly ServiceDeployment[];
}

/** The hook at which a service's deployment waits for a person, the first to be over before the others; undefined if none does. */
export function waitingHook(
  ecs: LocalEcs,
  service: string,
): (DeploymentLifecycleHookDetail & Pick<ServiceDeployment, 'serviceDeploymentArn'>) | undefined {
  const [newest] = deploymentsOf(ecs, service);
  if (newest?.status !== 'IN_PROGRESS') return undefined;
  const hook = newest.lifecycleHookDetails?.find(({ status }) => status === 'AWAITING_ACTION');
  return hook && { ...hook, serviceDeploymentArn: newest.serviceDeploymentArn };
}
