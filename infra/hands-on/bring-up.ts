import { ScriptProblem } from '../deploy/script.ts';
import { type HandsOnDeps, type HandsOnStack, names } from './deps.ts';
import { provideImage } from './image.ts';
import {
  createStack,
  failureText,
  findStack,
  followStack,
  isFirstClusterFailure,
  readFailures,
  removeStack,
  stackLife,
  updateStack,
} from './stack.ts';

interface UpOptions {
  /** Leaves the repository, cluster, task definition and service for the learner to create. */
  readonly lesson: boolean;
}

const MOST_TRIES = 3;

/**
 * Creates the hands-on's stack, or finishes creating it, wherever an earlier run was interrupted. Retries a failure that happens only with an
 * account's first cluster.
 * @throws ScriptProblem with the reasons for any other failure
 */
export async function bringUp(deps: HandsOnDeps, { lesson }: UpOptions): Promise<HandsOnStack> {
  const problem = lesson ? undefined : await deps.image.problem();
  if (problem !== undefined) deps.say(`${problem}: the tasks run a public image, ${names.publicImage}.`);
  // Our own image needs its repository first: until that exists, there is no service.
  const Image = lesson || problem !== undefined ? names.publicImage : '';
  const stack = await createUntilUp(deps, { Lesson: String(lesson), Image });
  if (stack.parameters.Lesson !== String(lesson)) {
    throw new ScriptProblem(
      lesson
        ? 'The whole hands-on is up already, with nothing left to create: run down first, then up --lesson.'
        : 'It is up for the hands-on in Slack: use up --lesson, or run down first.',
    );
  }
  if (lesson) return stack;
  const wanted = await provideImage(deps, stack);
  if (wanted === stack.parameters.Image) return stack;
  return updateStack(deps, stack, { Lesson: 'false', Image: wanted });
}

async function createUntilUp(
  deps: HandsOnDeps,
  parameters: Readonly<Record<string, string>>,
): Promise<HandsOnStack> {
  let stack = await findStack(deps.clients.cloudFormation);
  if (stack !== undefined && stackLife(stack.status) === 'moving') {
    deps.say(`The stack is ${stack.status} from before.`);
    stack = await followStack(deps, stack.id);
  }
  if (stack !== undefined && stackLife(stack.status) === 'failed') {
    deps.say(
      `${failureText(stack, await readFailures(deps.clients, stack.id))}\nIt will be removed and created again.`,
    );
    await removeStack(deps, stack);
    stack = undefined;
  }
  if (stack !== undefined && stackLife(stack.status) === 'up') return stack;
  for (let tried = 1; ; tried += 1) {
    const made = await createStack(deps, parameters);
    if (stackLife(made.status) === 'up') return made;
    const failures = await readFailures(deps.clients, made.id);
    if (tried === MOST_TRIES || !failures.some(isFirstClusterFailure)) {
      throw new ScriptProblem(failureText(made, failures));
    }
    deps.say(
      'That is the first cluster of this account: ECS is still creating its service-linked role. The stack will be removed and created again.',
    );
    await removeStack(deps, made);
    await deps.pause(tried * 5 * deps.pollMs);
  }
}
