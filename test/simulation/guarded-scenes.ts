import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Draw } from './chance.ts';
import { change, press, type Step, type } from './steps.ts';

const minute = 60_000;
const { operator, secondOperator, japaneseOperator, viewer } = localIds;
const shop = ['shop/web', 'shop/api'] as const;
const services = [...shop, 'shop/worker', 'hands-on/hello-world'] as const;

/** How long the freeze of a scene lasts. */
export const freezeMs = 4 * minute;

/**
 * A service is frozen: what was shown before is pressed after it, what is asked for meanwhile lowers, raises, stops and restarts, and what was made
 * before it and during it is undone.
 */
export function createFreezeScene(draw: Draw, lastsMs: number): Step[] {
  const at = draw.between(minute, lastsMs - 16 * minute);
  const service = draw.of(services);
  const [one, other] = draw.happens(0.5) ? [operator, secondOperator] : [secondOperator, operator];
  const low = draw.of([1, 2]);
  return [
    ...change(at - 30_000, one, `scale ${service} ${draw.of([3, 4])}`),
    type(at - 5000, other, `scale ${service} ${low}`),
    type(at, japaneseOperator, `freeze ${service} for ${freezeMs / minute}m because of a sale`),
    press(at + draw.between(200, 8000), other, 'confirm'),
    ...change(
      at + 20_000,
      other,
      draw.of([`drill ${service}`, `restart ${service}`, `scale ${service} ${low}`]),
    ),
    ...change(at + 40_000, one, `scale ${service} 5`),
    press(at + 60_000, one, 'undo'),
    press(at + 66_000, one, 'confirm'),
    ...change(at + 90_000, other, draw.of([`stop-task ${service}`, `scale ${service} ${low}`])),
  ];
}

/**
 * A target is protected for some minutes: a person's change for a time needs a second person, also at its end; another one's card is pressed by
 * somebody who may not decide about it, then by who may; and a third is asked for above the target's maximum.
 */
export function createTagScene(draw: Draw, lastsMs: number): Step[] {
  const at = draw.between(1000, lastsMs - 16 * minute);
  const service = draw.of(shop);
  const tag = (when: number, key: string, value: string): Step => ({
    at: when,
    kind: 'tag',
    service,
    key,
    value,
  });
  const start = at + minute;
  return [
    tag(at, 'ecs-bot:protected', 'true'),
    type(start, operator, `scale ${service} ${draw.of(['+1', '4'])} for 1m`),
    press(start + 6000, operator, 'confirm'),
    press(start + 9000, secondOperator, 'confirm'),
    type(start + 2 * minute, japaneseOperator, `scale ${service} ${draw.of(['2', '+1'])}`),
    press(start + 2 * minute + 6000, viewer, 'cancel'),
    press(start + 2 * minute + 8000, viewer, 'confirm'),
    press(start + 2 * minute + 12_000, operator, 'confirm'),
    tag(start + 4 * minute, 'ecs-bot:protected', 'false'),
    tag(start + 4 * minute, 'ecs-bot:max', '2'),
    ...change(start + 5 * minute, operator, `scale ${service} 3`),
    ...change(start + 5 * minute + 20_000, operator, `scale ${service} 2`),
    ...change(start + 6 * minute, operator, `scale ${service} +1`),
    tag(start + 7 * minute, 'ecs-bot:max', '20'),
  ];
}
