import { isHandsOnName } from '../changes/resources/is-hands-on-name.ts';
import { Refusal } from './refusal.ts';

/** The hands-on makes and deletes nothing but what its name says is its own. Throws Refusal for the first other name. */
export function requireHandsOnNames(...names: readonly string[]): void {
  const other = names.find((name) => !isHandsOnName(name));
  if (other !== undefined) throw new Refusal({ code: 'notOfHandsOn', given: other });
}
