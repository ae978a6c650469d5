import { ids } from '../objects/ids.ts';
import { richText } from '../objects/rich-text.ts';
import type { Rule } from '../rule.ts';
import { byType } from '../rules/by-type.ts';
import { list } from '../rules/list.ts';
import { object } from '../rules/object.ts';
import { onSurfaces } from '../rules/on-surfaces.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const source = object({ type: oneOf('url'), url: string(3000), text: string() });

function taskCard(...states: readonly string[]): Rule {
  return object(
    { type: oneOf('task_card'), task_id: string(), title: string(), status: oneOf(...states) },
    { ...ids.block, details: richText, output: richText, sources: list(source) },
  );
}

const inPlan = { task_card: taskCard('pending', 'in_progress', 'complete', 'error') };

/** Work in steps. Titles are bare strings, and a card that stands alone cannot be pending. */
export const progressBlocks: Readonly<Record<string, Rule>> = {
  task_card: onSurfaces(['message'], taskCard('in_progress', 'complete', 'error')),
  plan: onSurfaces(
    ['message'],
    object(
      { type: oneOf('plan'), title: string() },
      {
        ...ids.block,
        tasks: list(
          byType(() => inPlan),
          undefined,
          0,
        ),
      },
    ),
  ),
};
