import type { DrawContext } from '../blocks/draw-context.ts';
import type { Chosen } from '../model/chosen.ts';
import { elementKey } from '../model/element-key.ts';
import type { AnyElement } from './element.ts';

/** An element's key, whether it waits, what was chosen, and how to act on it. */
export function elementState({ app, place, blockId }: DrawContext, element: AnyElement) {
  const id = { blockId, actionId: element.action_id };
  const key = elementKey(place, id);
  const isInView = 'view' in place;
  return {
    id,
    key,
    busy: app.ui.busy.has(key),
    chosen: app.ui.chosen[key],
    /** In a view's input block a choice is only kept until the view is submitted. */
    choose: (chosen: Chosen) => {
      const inInput =
        isInView &&
        app.server.modals.some(({ blocks }) =>
          blocks.some((one) => one.block_id === blockId && one.type === 'input'),
        );
      if (inInput) app.actions.ui({ menu: undefined, chosen: { ...app.ui.chosen, [key]: chosen } });
      else app.actions.act(place, id, element, chosen);
    },
  };
}
