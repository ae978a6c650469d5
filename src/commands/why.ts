import * as z from 'zod';
import type { Task } from '../ecs/task.ts';
import { explainStop } from '../episodes/stop-reasons/explain-stop.ts';
import type { StopExplanation } from '../episodes/stop-reasons/stop-explanation.ts';
import type { KeptLogs } from '../store/black-box.ts';
import { channelFailures } from './channel-failures.ts';
import type { CommandContext } from './command-context.ts';
import { defineCommand } from './define-command.ts';
import { findAnyTask } from './find-any-task.ts';
import { findService } from './find-service.ts';
import { isTaskTarget } from './is-task-target.ts';
import { mayShowLogs } from './may-show-logs.ts';
import { Refusal } from './refusal.ts';
import { shareFlag } from './share-flag.ts';
import { stoppedTasks } from './stopped-tasks.ts';

/** Why a task stopped. */
export interface WhyReply {
  readonly kind: 'why';
  /** `cluster/service`, `cluster/task`, or undefined for what this channel hears of. */
  readonly scope: string | undefined;
  /** The newest failure, else the newest stop; undefined when nothing stopped. */
  readonly found: Explained | undefined;
  /** Other stops of the scope, by their reasons, the most frequent first. */
  readonly others: readonly { readonly explanation: StopExplanation; readonly count: number }[];
}

export interface Explained {
  readonly task: Task;
  readonly explanation: StopExplanation;
  /** The last lines of its log, where they were kept and may be shown. */
  readonly logs: KeptLogs | undefined;
}

/** Stops that are looked at. */
const mostStops = 100;

/**
 * `/ecs why [task|target]`: of a task, of a service's newest failure, or of the newest failure that this channel hears of. A task that the
 * black box knows costs 1 Query.
 */
export const why = defineCommand({
  name: 'why',
  kind: 'read',
  words: [{ name: 'target', hint: 'task|cluster/service', optional: true }],
  flags: [shareFlag],
  examples: ['why', 'why shop/web'],
  args: z.object({ target: z.string().optional() }),
  async run({ target }, context) {
    const { scope, tasks } = await find(target, context);
    const told = tasks.map((task) => ({ task, explanation: explainStop(task) }));
    const chosen = told.find(({ explanation }) => !explanation.expected) ?? told[0];
    const reply: WhyReply = {
      kind: 'why',
      scope,
      found: chosen && { ...chosen, logs: await keptLogs(chosen.task, context) },
      others: countReasons(told.filter((each) => each !== chosen).map(({ explanation }) => explanation)),
    };
    return { type: 'reply', reply };
  },
});

interface Stops {
  readonly scope: string | undefined;
  readonly tasks: readonly Task[];
}

async function find(target: string | undefined, context: CommandContext): Promise<Stops> {
  if (target === undefined) return { scope: undefined, tasks: await channelFailures(context) };
  if (isTaskTarget(target)) {
    const task = await findAnyTask(context, target);
    const scope = `${task.cluster}/${task.id}`;
    if (task.desiredStatus !== 'STOPPED') throw new Refusal({ code: 'taskRuns', task: scope });
    return { scope, tasks: [task] };
  }
  const { cluster, name } = await findService(context.ecs, target);
  const { tasks } = await stoppedTasks(context, { cluster, service: name }, mostStops);
  return { scope: `${cluster}/${name}`, tasks };
}

async function keptLogs(task: Task, context: CommandContext): Promise<KeptLogs | undefined> {
  const kept = await context.box.logsOf(task.id);
  return kept !== undefined && (await mayShowLogs(task, context)) ? kept : undefined;
}

function countReasons(explanations: readonly StopExplanation[]): WhyReply['others'] {
  const counts = new Map<string, { explanation: StopExplanation; count: number }>();
  for (const explanation of explanations) {
    const key = `${explanation.code} ${explanation.detail ?? ''}`;
    const known = counts.get(key);
    counts.set(key, { explanation, count: (known?.count ?? 0) + 1 });
  }
  return [...counts.values()].sort((one, other) => other.count - one.count).slice(0, 3);
}
