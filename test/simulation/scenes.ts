import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Draw } from './chance.ts';
import type { Step } from './steps.ts';

const minute = 60_000;
const { operator, secondOperator, japaneseOperator, viewer, ops, general, random } = localIds;
const everyone = [operator, secondOperator, japaneseOperator] as const;
const shop = ['shop/web', 'shop/api'] as const;
const scalable = ['shop/web', 'shop/api', 'shop/worker', 'hands-on/hello-world'] as const;

/** What hardly ever happens by chance alone, and is where a fault would show: people, deployers and AWS at the same place within seconds. */
const scenes: readonly ((draw: Draw, at: number) => Step[])[] = [
  stopTogether,
  pauseOverPause,
  undoOfHighCount,
  bothButtons,
  zoneFails,
  lateCard,
  diesHalfWay,
  troubleInChange,
  takenOver,
  nothingHeard,
  allAtOnce,
  setMeanwhile,
  timerUnheard,
  setAtRetry,
];

/** Three scenes. Each of them comes as often as any other. */
export function createScenes(draw: Draw, lastsMs: number): Step[] {
  return Array.from({ length: 3 }, () =>
    draw.of(scenes)(draw, draw.between(1000, lastsMs - 16 * minute)),
  ).flat();
}

const type = (at: number, user: string, line: string, channel: string = ops): Step => ({
  at,
  kind: 'line',
  user,
  channel,
  line: `/ecs ${line}`,
});

const press = (at: number, user: string, wanted: 'confirm' | 'cancel' | 'undo'): Step => ({
  at,
  kind: 'press',
  user,
  wanted,
  times: 1,
});

/** Somebody types a change, and presses six seconds later. */
function change(at: number, user: string, line: string): Step[] {
  return [type(at, user, line), press(at + 6000, user, 'confirm')];
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

/** Both buttons of a card are pressed at the same moment; of one that waits for a second person, by two people. */
function bothButtons(draw: Draw, at: number): Step[] {
  const user = draw.of(everyone);
  const other = user === secondOperator ? operator : secondOperator;
  const [count, confirmer] = draw.happens(0.3) ? [draw.of([2, 3, 4]), user] : [8, other];
  // A worker has read that nothing is decided yet, and needs some hundred milliseconds until it writes its own decision.
  const cancelled = draw.happens(0.7) ? draw.between(30, 350) : -draw.between(0, 500);
  return [
    type(at, user, `scale ${draw.of(['shop/web', 'shop/api', 'shop/worker'])} ${count}`),
    press(at + 6500 + cancelled, user, 'cancel'),
    press(at + 6500, confirmer, 'confirm'),
  ];
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

/** Two people restart a service within a second, while ECS's answers to what changes it get lost, or a worker dies. */
export function createRestartScene(draw: Draw, lastsMs: number): Step[] {
  const at = draw.between(1000, lastsMs - 16 * minute);
  const service = draw.of(scalable);
  const fault = draw.of(['killed after', 'killed before', 'cut after', 'silent after', 'throttled'] as const);
  return [
    ...change(at, operator, `restart ${service}`),
    ...change(at + draw.between(0, 1000), secondOperator, `restart ${service}`),
    { at: at + 6005, kind: 'fault', fault, service: 'ecs', writes: true, calls: draw.between(1, 2) },
    press(at + 20_000, secondOperator, 'confirm'),
    // What somebody else deploys is rolled back at once.
    { at: at + 3 * minute, kind: 'deploy', service, how: 'good' },
    ...change(at + 3 * minute + draw.between(3000, 20_000), japaneseOperator, `rollback ${service}`),
  ];
}

/** What can be deployed, and the tags that its repository has. */
const deployable = [
  ['shop/web', ['1.4.0', '1.4.1', '1.4.2']],
  ['shop/api', ['2.0.0', '2.0.1']],
] as const;

/**
 * Two people deploy images to a service within a second, while ECS's answers get lost or a worker dies; sometimes the tag moves before the press, or
 * somebody else deploys. What was deployed is undone, and deployed again.
 */
export function createDeployScene(draw: Draw, lastsMs: number): Step[] {
  const at = draw.between(1000, lastsMs - 16 * minute);
  const [service, tags] = draw.of(deployable);
  const [one, other] = [draw.of(tags), draw.of(tags)];
  const fault = draw.of(['killed after', 'killed before', 'cut after', 'silent after', 'throttled'] as const);
  const undone = at + draw.between(4, 6) * minute;
  const between: readonly Step[] = [
    { at: at + draw.between(1000, 5900), kind: 'image tag moved', repository: service, from: other, to: one },
    { at: at + draw.between(1000, 6300), kind: 'deploy', service, how: 'good' },
  ];
  return [
    ...change(at, operator, `deploy ${service} ${one}`),
    ...change(at + draw.between(0, 1000), secondOperator, `deploy ${service} ${other}`),
    { at: at + 6005, kind: 'fault', fault, service: 'ecs', writes: true, calls: draw.between(1, 3) },
    ...(draw.happens(0.5) ? [draw.of(between)] : []),
    press(at + 20_000, secondOperator, 'confirm'),
    press(undone, operator, 'undo'),
    press(undone + 6000, operator, 'confirm'),
    ...change(undone + 2 * minute, japaneseOperator, `deploy ${service} ${one}`),
  ];
}

/** How long the freeze of a scene lasts. */
export const freezeMs = 4 * minute;

/**
 * A service is frozen: what was shown before is pressed after it, what is asked for meanwhile lowers, raises, stops and restarts, and what was made
 * before it and during it is undone.
 */
export function createFreezeScene(draw: Draw, lastsMs: number): Step[] {
  const at = draw.between(minute, lastsMs - 16 * minute);
  const service = draw.of(scalable);
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
