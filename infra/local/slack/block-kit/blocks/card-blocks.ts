import { button } from '../elements/button.ts';
import { image } from '../elements/image.ts';
import { ids } from '../objects/ids.ts';
import { mrkdwn } from '../objects/mrkdwn.ts';
import type { Rule } from '../rule.ts';
import { all } from '../rules/all.ts';
import { atLeastOne } from '../rules/at-least-one.ts';
import { byType } from '../rules/by-type.ts';
import { list } from '../rules/list.ts';
import { object } from '../rules/object.ts';
import { onSurfaces } from '../rules/on-surfaces.ts';
import { oneOf } from '../rules/one-of.ts';

const card = all(
  object(
    { type: oneOf('card') },
    {
      ...ids.block,
      ...{ hero_image: image, icon: image },
      ...{ title: mrkdwn(150), subtitle: mrkdwn(150), body: mrkdwn(200) },
      actions: list(
        byType(() => ({ button })),
        3,
      ),
    },
  ),
  atLeastOne('hero_image', 'title', 'actions', 'body'),
);

/** Cards, alone and in a row. */
export const cardBlocks: Readonly<Record<string, Rule>> = {
  card,
  carousel: onSurfaces(
    ['message', 'home'],
    object(
      {
        type: oneOf('carousel'),
        elements: list(
          byType(() => ({ card })),
          10,
        ),
      },
      ids.block,
    ),
  ),
};
