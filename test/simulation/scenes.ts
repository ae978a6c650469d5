import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Draw } from './chance.ts';
import { change, press, type Step, type } from './steps.ts';

const minute = 60_000;
const { operator, secondOperator, japaneseOperator, ops, general, random } = localIds;
const everyone = [operator, secondOperator, japaneseOperator] as const;
const shop = ['shop/web', 'shop/api'] as const;
const scalable = ['shop/web', 'shop/api', 'shop/worker', 'hands-on/hello-world'] as const;

/** What hardly ever happens by chance alone, and is where a fault would show: people, deployers and AWS at the same place within seconds. */
const scenes: readonly ((draw: Draw, at: number) => Step[])[] = [
  stopTogether,
  pauseOverPause,
  undoOfHighCount,
  zoneFails,
  diesHalfWay,
  troubleInChange,
  takenOver,
  nothingHeard,
  allAtOnce,
  setMeanwhile,
  timerUnheard,
  setAtRetry,
];

/** In these a fault shows only where milliseconds, or minutes, fit: one of them is in every seed. */
const cardScenes = [bothButtons, lateCard] as const;

/** Two scenes, each as often as any other, and one of a card. */
export function createScenes(draw: Draw, lastsMs: number): Step[] {
  const chosen = [...Array.from({ length: 2 }, () => draw.of(scenes)), draw.of(cardScenes)];
  return chosen.flatMap((scene) => scene(draw, draw.between(1000, lastsMs - 16 * minute)));
}

/** Three people stop a task of one service each, within half a second, and press again where the card asks again. */
function stopTogether(draw: Draw, at: number): Step[] {
  const service = draw.of(shop);
  return everyone.flatMap((user, index): Step[] => {
    const own = at + draw.between(0, 500);
    return [
      { at: own, kind: 'line', user, channel: ops, line: '/ecs stop-task', task: { service, index } },
      press(at + 6000 + draw.between(0, 300), user, 'confirm'),
      press(at + 9000 + draw.between(0, 300), user, 'confirm'),
    ];
  });
}

/** A pause of auto scaling, and a second one before the first has ended. */
function pauseOverPause(draw: Draw, at: number): Step[] {
  const [first, second] = draw.of([
    ['4m', '2m'],
    ['3m', '6m'],
  ] as const);
  return [
    ...change(at, operator, `scale media/encoder 3 --pause ${first}`),
    ...change(at + minute, draw.of([operator, secondOperator]), `scale media/encoder 4 --pause ${second}`),
  ];
}

/** A count that no grant would let anybody set is set outside, lowered through the bot, and then somebody wants it back. */
function undoOfHighCount(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  const undo = at + 16_000 + draw.between(0, 20_000);
  return [
    { at, kind: 'count set outside', service, count: draw.of([9, 14]) },
    ...change(at + 4000, operator, `scale ${service} 2`),
    press(undo, operator, 'undo'),
    press(undo + 5000, operator, 'confirm'),
  ];
}

/** Both buttons of a card are pressed at the same moment; of one that waits for a second person, by two people. Three cards, for it is a matter of luck. */
function bothButtons(draw: Draw, at: number): Step[] {
  return (['shop/web', 'shop/api', 'shop/worker'] as const).flatMap((service, index): Step[] => {
    const user = everyone[index] ?? operator;
    const other = user === secondOperator ? operator : secondOperator;
    const [count, confirmer] = draw.happens(0.3) ? [draw.of([2, 3, 4]), user] : [8, other];
    // A worker has read that nothing is decided yet, and needs some hundred milliseconds until it writes its own decision.
    const cancelled = draw.happens(0.7) ? draw.between(30, 350) : -draw.between(0, 500);
    return [
      type(at + index * 1000, user, `scale ${service} ${count}`),
      press(at + 7500 + cancelled, user, 'cancel', 1, service),
      press(at + 7500, confirmer, 'confirm', 1, service),
    ];
  });
}

/** A zone fails, and with it a task of every service. */
function zoneFails(draw: Draw, at: number): Step[] {
  return scalable.map((service) => ({
    at: at + draw.between(0, 200),
    kind: 'task ends',
    service,
    pick: draw.part(),
    how: 'exits',
  }));
}

/** A card is pressed after its ten minutes, or just before they are over. */
function lateCard(draw: Draw, at: number): Step[] {
  const user = draw.of([operator, secondOperator]);
  const pressed = at + draw.between(9 * minute, 12 * minute);
  return [
    type(at, user, `scale ${draw.of(scalable)} ${draw.of(['+1', '-1'])}`),
    press(pressed, user, 'confirm'),
  ];
}

/** The worker of a change dies half-way, and before its job is tried again somebody else changes the same service. */
function diesHalfWay(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  const [fault, host, writes] = draw.of([
    ['killed after', 'ecs', true],
    ['killed before', 'ecs', true],
    ['killed after', 'dynamodb', true],
    ['cut after', 'ecs', true],
    // Before anything was written down: its job comes again when it is three minutes old.
    ['killed before', 'ecs', false],
  ] as const);
  return [
    ...change(at, operator, `scale ${service} ${draw.of(['+1', '-1', '+2'])}`),
    { at: at + 6005, kind: 'fault', fault, service: host, writes, calls: draw.of([1, 9]) },
    ...change(at + draw.between(45_000, 70_000), secondOperator, `scale ${service} ${draw.of([2, 3, 4])}`),
  ];
}

/** A service that somebody is scaling gets a revision whose tasks fail, and later a good one. */
function troubleInChange(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  return [
    ...change(at, secondOperator, `scale ${service} ${draw.of([2, 3, 4])}`),
    { at: at + 25_000, kind: 'deploy', service, how: draw.of(['crashes', 'no image']) },
    { at: at + 3 * minute, kind: 'deploy', service, how: 'good' },
  ];
}

/** Somebody else sets the count of a service while a change for a time still runs. */
function takenOver(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  return [
    ...change(at, operator, `scale ${service} 4 for 4m`),
    { at: at + 90_000, kind: 'count set outside', service, count: draw.of([3, 5]) },
  ];
}

/** EventBridge delivers nothing while a bad revision is deployed, and a good one long after: only ECS can tell that it is over. */
function nothingHeard(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  return [
    { at, kind: 'no events', forMs: 15 * minute },
    ...change(at + 2000, operator, `scale ${service} ${draw.of([2, 3])}`),
    { at: at + 20_000, kind: 'deploy', service, how: draw.of(['unhealthy', 'no image']) },
    { at: at + 12 * minute, kind: 'deploy', service, how: 'good' },
  ];
}

/** Everything is deployed anew at the same moment, and three channels follow it: more messages move than Slack takes edits for. */
function allAtOnce(draw: Draw, at: number): Step[] {
  const watches = [general, random].flatMap((channel) => [
    type(at, operator, 'watch * all', channel),
    type(at + 3 * minute, operator, 'unwatch *', channel),
  ]);
  const deploys = [...scalable, 'media/encoder'].map(
    (service): Step => ({ at: at + 27_000 + draw.between(0, 1000), kind: 'deploy', service, how: 'forced' }),
  );
  const changes = scalable.flatMap((service) =>
    change(at + 15_000 + draw.between(0, 4000), draw.of(everyone), `scale ${service} ${draw.of([3, 4])}`),
  );
  return [...watches, ...changes, ...deploys];
}

/** Somebody else sets the count in the moment in which a change is made. */
function setMeanwhile(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  return [
    ...change(at, draw.of(everyone), `scale ${service} ${draw.of(['+1', '4'])}`),
    { at: at + 6000 + draw.between(50, 450), kind: 'count set outside', service, count: draw.of([2, 5]) },
  ];
}

/** Slack answers nothing when a change for a time ends that somebody else has taken over. */
function timerUnheard(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  const fault = draw.of(['silent after', 'silent before', 'cut after'] as const);
  return [
    ...change(at, draw.of(everyone), `scale ${service} +1 for 1m`),
    { at: at + 30_000, kind: 'count set outside', service, count: draw.of([2, 5]) },
    { at: at + 64_000, kind: 'fault', fault, service: 'slack', writes: true, calls: 9 },
  ];
}

/** The worker dies when the count is set, and somebody else sets another just when its job is tried again, three minutes later. */
function setAtRetry(draw: Draw, at: number): Step[] {
  const service = draw.of(scalable);
  const retried = at + 6000 + 3 * minute + draw.between(200, 320);
  return [
    ...change(at, secondOperator, `scale ${service} 4`),
    { at: at + 6005, kind: 'fault', fault: 'killed after', service: 'ecs', writes: true, calls: 1 },
    { at: retried, kind: 'count set outside', service, count: draw.of([1, 2, 5, 6]) },
  ];
}
