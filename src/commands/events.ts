import * as z from 'zod';
import type { StopExplanation } from '../episodes/stop-reasons/codes.ts';
import { explainMessage } from '../episodes/stop-reasons/explain.ts';
import { durationSchema, shareFlag } from './line/arguments.ts';
import { type CommandResult, defineCommand } from './line/command.ts';
import { findService } from './line/find-service.ts';
import { listStoppedTasks } from './line/find-task.ts';

/** One thing that happened to a service. */
export type EventRow =
  | {
      readonly type: 'event';
      readonly at: Date;
      readonly message: string;
      /** Why a task could not be placed or kept, where it says so. */
      readonly explanation?: StopExplanation | undefined;
    }
  | {
      readonly type: 'stop';
      readonly at: Date;
      readonly taskId: string;
      readonly explanation: StopExplanation;
    };

/** A service's recent story. */
export interface EventsReply {
  readonly kind: 'events';
  /** `cluster/service` */
  readonly target: string;
  readonly sinceMs: number;
  /** The newest first. */
  readonly rows: readonly EventRow[];
  /** Older ones that are not shown. */
  readonly hidden: number;
}

const mostRows = 20;
const mostStops = 100;

/** `/ecs events <target> [--since 2h]`: service events and stops by time. What 1 DescribeServices and `stoppedTasks` take. */
export const events = defineCommand({
  name: 'events',
  kind: 'read',
  words: [{ name: 'target', hint: 'cluster/service' }],
  flags: [{ name: 'since', value: '30m|2h|1d' }, shareFlag],
  examples: ['events shop/web --since 1d', 'events shop/api'],
  args: z.object({ target: z.string(), since: durationSchema.default(2 * 3_600_000) }),
  async run({ target, since }, context): Promise<CommandResult<EventsReply>> {
    const service = await findService(context.ecs, target);
    const scope = { cluster: service.cluster, service: service.name };
    const { stops: stopped } = await listStoppedTasks(context, scope, mostStops);
    const stops = stopped.flatMap(({ task, explanation }): EventRow[] => {
      const at = task.stoppingAt ?? task.stoppedAt;
      return at === undefined ? [] : [{ type: 'stop', at, taskId: task.id, explanation }];
    });
    const messages = withoutRepeats(service.events).map(
      (event): EventRow => ({ type: 'event', ...event, explanation: explainMessage(event.message) }),
    );
    const begin = context.now() - since;
    const rows = [...messages, ...stops]
      .filter(({ at }) => at.getTime() >= begin)
      .sort((one, other) => other.at.getTime() - one.at.getTime());
    const reply: EventsReply = {
      kind: 'events',
      target: `${service.cluster}/${service.name}`,
      sinceMs: since,
      rows: rows.slice(0, mostRows),
      hidden: Math.max(0, rows.length - mostRows),
    };
    return { type: 'reply', reply };
  },
});

/** A steady state is reported again every six hours, a lasting problem too: of a run of the same words the first tells all. */
function withoutRepeats<Event extends { readonly message: string }>(newestFirst: readonly Event[]): Event[] {
  return newestFirst.filter(({ message }, index) => newestFirst[index + 1]?.message !== message);
}
