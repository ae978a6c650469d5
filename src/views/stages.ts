import type { Step } from '../episodes/stages.ts';
import type { News } from '../messages/en/news.ts';
import { code, wordOf } from '../messages/mrkdwn.ts';

type Words = News['episodes']['stages'];

/** `▰▰▱▱▱▱▱▱▱▱ 20 % of the traffic`: any traffic at all shows, and so does any that is missing. */
export function trafficBar(percent: number, words: Words): string {
  const share = Math.min(100, Math.max(0, percent));
  const full = share > 0 && share < 100 ? Math.min(9, Math.max(1, Math.round(share / 10))) : share / 10;
  return words.traffic('▰'.repeat(full) + '▱'.repeat(10 - full), percent);
}

const marks: Readonly<Record<Step['state'], string>> = { done: '✓', current: '●', ahead: '◌' };

/** A deployment's steps, one line each; the one it is in with ECS's name for the stage. */
export function stageMarks(steps: readonly Step[], words: Words): string[] {
  return steps.map(({ name, state, stage }) =>
    [
      `${marks[state]} ${(name && wordOf(words.step, name)) ?? ''}`.trim(),
      ...(stage === undefined ? [] : [code(stage)]),
    ].join('  '),
  );
}
