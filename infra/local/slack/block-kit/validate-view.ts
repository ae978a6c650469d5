import { isRecord } from '../http/is-record.ts';
import { plainText } from './objects/plain-text.ts';
import type { Problem, Rule } from './rule.ts';
import { boolean } from './rules/boolean.ts';
import { object } from './rules/object.ts';
import { oneOf } from './rules/one-of.ts';
import { string } from './rules/string.ts';
import { validateBlocks } from './validate-blocks.ts';
import { walk } from './walk.ts';

const anything: Rule = () => {};
const shared = {
  private_metadata: string(3000, 0),
  callback_id: string(255, 0),
  external_id: string(255, 0),
};
const modal = object(
  { type: oneOf('modal'), title: plainText(24), blocks: anything },
  {
    ...shared,
    ...{ submit: plainText(24), close: plainText(24), clear_on_close: boolean, notify_on_close: boolean },
    submit_disabled: boolean,
  },
);
const home = object({ type: oneOf('home'), blocks: anything }, shared);

/** Every rule that a modal or Home view breaks; pointers start at the view. */
export function validateView(view: unknown): readonly Problem[] {
  const problems: Problem[] = [];
  const surface = isRecord(view) && view.type === 'home' ? 'home' : 'modal';
  const report = (problem: Problem) => void problems.push(problem);
  (surface === 'home' ? home : modal)(view, '', { surface, report });
  if (!isRecord(view)) return problems;
  const { blocks, submit } = view;
  if (blocks === undefined) return problems;
  problems.push(...validateBlocks(blocks, surface));
  const hasInput = Array.isArray(blocks) && blocks.some((block) => isRecord(block) && block.type === 'input');
  if (surface === 'modal' && hasInput && submit === undefined) {
    report({ code: 'missing_field', message: 'missing required field: submit', pointer: '' });
  }
  let focused = 0;
  walk(blocks, '', ({ focus_on_load }) => {
    if (focus_on_load === true) focused += 1;
  });
  if (focused > 1)
    report({ code: 'too_many', message: 'only one focus_on_load is allowed', pointer: '/blocks' });
  return problems;
}
