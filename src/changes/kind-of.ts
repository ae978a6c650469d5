import type { Change } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { scaleKind } from './scale-kind.ts';
import { stopTaskKind } from './stop-task-kind.ts';

const kinds: { readonly [Type in Change['type']]: ChangeKind<Extract<Change, { type: Type }>> } = {
  scale: scaleKind,
  'stop-task': stopTaskKind,
};

/** How this change is looked at and made. */
export function kindOf<Kind extends Change>(change: Kind): ChangeKind<Kind> {
  return kinds[change.type] as unknown as ChangeKind<Kind>;
}
