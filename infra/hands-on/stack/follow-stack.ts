import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { ScriptProblem } from '../../deploy/script-problem.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { elapsed } from './elapsed.ts';
import { eventLine } from './event-line.ts';
import { findStack } from './find-stack.ts';
import type { HandsOnStack } from './hands-on-stack.ts';
import { readEvents } from './read-events.ts';
import { stackLife } from './stack-life.ts';

type Following = Pick<HandsOnWorld, 'clients' | 'say' | 'show' | 'pause' | 'pollMs'>;

/** Tells what happens to the stack until nothing does, from the beginning of what is under way. Gives the stack as it is then. */
export async function followStack(world: Following, id: string): Promise<HandsOnStack> {
  const { cloudFormation } = world.clients;
  const told = new Set<string>();
  for (;;) {
    // The status first: what is told then is complete once it says that nothing moves any more.
    const stack = await findStack(cloudFormation, id);
    if (stack === undefined) throw new ScriptProblem(`CloudFormation does not know ${id} any more.`);
    const events = await readEvents(cloudFormation, id);
    const from = events[0]?.Timestamp ?? new Date(0);
    for (const event of events.filter(({ EventId = '' }) => !told.has(EventId))) {
      told.add(event.EventId ?? '');
      const line = eventLine(event, from);
      if (line !== undefined) world.say(line);
    }
    if (stackLife(stack.status) !== 'moving') return stack;
    world.show(`${elapsed(from, new Date())}  … ${underWay(events).join(', ')}`);
    await world.pause(world.pollMs);
  }
}

/** The logical ids whose last status is one of progress. */
function underWay(events: readonly StackEvent[]): string[] {
  const last = new Map(
    events.flatMap(({ LogicalResourceId, ResourceStatus, PhysicalResourceId, StackId }) =>
      LogicalResourceId === undefined || PhysicalResourceId === StackId
        ? []
        : [[LogicalResourceId, ResourceStatus ?? '']],
    ),
  );
  return [...last].filter(([, status]) => status.endsWith('_IN_PROGRESS')).map(([id]) => id);
}
