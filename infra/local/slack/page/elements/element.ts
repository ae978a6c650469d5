import type { TemplateResult } from 'lit-html';
import type { DrawContext } from '../blocks/text.ts';
import { type Chosen, elementKey } from '../model/state.ts';

/** An element as JSON; each type's draw function knows its fields. */
export interface AnyElement {
  readonly type: string;
  readonly action_id: string;
  readonly [field: string]: unknown;
}

export type DrawElement = (context: DrawContext, element: AnyElement, label: string) => TemplateResult;

/** An option of a menu or a choice. */
export interface Option {
  readonly text: { readonly type: 'plain_text' | 'mrkdwn'; readonly text: string };
  readonly value: string;
  readonly description?: { readonly text: string };
  readonly url?: string;
}

/** An element's key, whether it is waiting, what was chosen, and how to act on it. */
export function elementState({ app, place, blockId }: DrawContext, element: AnyElement) {
  const id = { blockId, actionId: element.action_id };
  const key = elementKey(place, id);
  const isInView = 'view' in place;
  return {
    id,
    key,
    busy: app.ui.busy.has(key),
    chosen: app.ui.chosen[key],
    /** In a view's input block a choice is only stored until the view is submitted. */
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
