import type { EventBridgeEvent } from '../events/event-bridge-event.ts';
import type { ContainerEntity } from './entities/container-entity.ts';
import type { TaskEntity } from './entities/task-entity.ts';
import type { Arns } from './identity/create-arns.ts';
import type { Ids } from './identity/create-ids.ts';
import type { ContainerProcess } from './runtime/container-runtime.ts';
import type { TargetGroups } from './runtime/target-groups.ts';
import type { EcsStore } from './store/create-ecs-store.ts';
import type { EcsTime } from './time/create-ecs-time.ts';

/** Everything that an action or the scheduler works with. */
export interface EcsWorld {
  readonly accountId: string;
  readonly region: string;
  readonly time: EcsTime;
  readonly random: () => number;
  /** How long a stopped task is still known, milliseconds of wall time. */
  readonly stoppedTaskIsShownFor: number;
  readonly ids: Ids;
  readonly arns: Arns;
  readonly store: EcsStore;
  /** The digest that a tag stands for now; undefined when the registry does not have it. */
  digestOf(image: string): string | undefined;
  /** A container begins to run: from now on it may write to its log. */
  containerStarted(task: TaskEntity, container: ContainerEntity): void;
  /** Starts a container's process; undefined where it is only played. */
  run(task: TaskEntity, container: ContainerEntity): ContainerProcess | undefined;
  /** The load balancer; undefined where there is none. */
  readonly targetGroups: TargetGroups | undefined;
  emit(event: Pick<EventBridgeEvent, 'detail-type' | 'resources' | 'detail'>): void;
  /** Tells those who watch the state that something moved. */
  changed(): void;
  /** Has the scheduler look at a service after about `seconds` of real life; calls close together are one look. */
  wake(serviceArn: string, seconds?: number): void;
  /** Timers by name (an ARN, with `#` and a purpose), so that a new phase of a thing can end the old one's. */
  readonly timers: Map<string, () => void>;
}
