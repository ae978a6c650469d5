import { ScriptProblem } from '../../deploy/script-problem.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';

/**
 * Waits until nothing is found any more.
 * @throws ScriptProblem when something is still there after 300 looks: ten minutes on AWS
 */
export async function waitUntilGone(
  { show, pause, pollMs }: Pick<HandsOnWorld, 'show' | 'pause' | 'pollMs'>,
  kind: string,
  find: () => Promise<readonly Found[]>,
): Promise<void> {
  for (let looks = 1; ; looks += 1) {
    const left = (await find()).map(({ name }) => name);
    if (left.length === 0) return;
    if (looks === 300) {
      throw new ScriptProblem(
        `These ${kind} take too long to end: ${left.join(', ')}. Run down again later.`,
      );
    }
    show(`       … ${kind} that end: ${left.join(', ')}`);
    await pause(pollMs);
  }
}
