import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import { createChance, createDraw, type Draw } from './chance.ts';
import { createDeployScene, createRestartScene } from './deployment-scenes.ts';
import { type RequestFault, rates } from './faults.ts';
import { createFreezeScene, createTagScene } from './guarded-scenes.ts';
import { createHookScene } from './hook-scenes.ts';
import { policies } from './policies.ts';
import { createScenes } from './scenes.ts';
import type { Step, Wanted } from './steps.ts';

/** What happens in a run, all of it decided beforehand: a step can be left out without changing the others. */
export interface Plan {
  /** An index into `policies`: what is deployed at the start. */
  readonly policy: number;
  readonly readLagMs: number;
  /** Events are lost, late, twice and out of order, batches are handed over twice. */
  readonly unreliable: boolean;
  readonly steps: readonly Step[];
}

const minute = 60_000;
/** How long people, deployers and faults are at work. */
export const operationsMs = 50 * minute;

const { operator, secondOperator, japaneseOperator, viewer, guest } = localIds;
const services = ['shop/web', 'shop/api', 'shop/worker', 'hands-on/hello-world', 'media/encoder'] as const;
/** Those whose counts are nobody's to set: CodeDeploy deploys the player, ECS Express Mode the site, and a daemon has one task an instance. */
const managed = ['media/player', 'media/site', 'media/agent'] as const;

/** The steps of a seed, in the order of their times. Each kind of actor has a chance of its own, so that one changes nothing of the others. */
export function createPlan(seed: number): Plan {
  const chance = createChance(seed, 'plan');
  const people: Step[] = [];
  while (people.length < 8) people.push(...operate(createDraw(chance)));
  const steps: Step[] = [
    { at: 0, kind: 'deploy', service: 'media/agent', how: 'new daemon' },
    ...people,
    ...Array.from({ length: 4 }, () => disturb(createDraw(chance))).flat(),
    ...administer(createDraw(chance)),
    ...createScenes(createDraw(createChance(seed, 'scenes')), operationsMs),
  ];
  const all = [
    ...steps,
    ...damage(createDraw(createChance(seed, 'faults')), steps),
    ...createRestartScene(createDraw(createChance(seed, 'restarts')), operationsMs),
    ...createDeployScene(createDraw(createChance(seed, 'deploys')), operationsMs),
    ...createFreezeScene(createDraw(createChance(seed, 'freezes')), operationsMs),
    ...createHookScene(createDraw(createChance(seed, 'hooks')), operationsMs),
    ...createTagScene(createDraw(createChance(seed, 'tags')), operationsMs),
  ];
  return {
    policy: createDraw(chance).of([0, 0, 1, 1, 2]),
    readLagMs: createDraw(chance).of([0, 0, 300, 1500]),
    unreliable: true,
    steps: all.sort((one, other) => one.at - other.at),
  };
}

/** A person types a line, and where it has a card, somebody presses. */
function operate(draw: Draw): Step[] {
  const at = draw.between(0, operationsMs - 4 * minute);
  const known = [operator, secondOperator, japaneseOperator];
  const user = draw.happens(0.9) ? draw.of(known) : draw.of([viewer, guest]);
  const channel = draw.happens(0.8)
    ? localIds.ops
    : draw.of([localIds.general, localIds.general, localIds.random]);
  if (draw.happens(0.2)) return [{ at, kind: 'line', user, channel, line: `/ecs ${readLine(draw)}` }];
  const typed: Step = { at, kind: 'line', user, channel, line: `/ecs ${changeLine(draw)}` };
  const press = (after: number, presser: string, wanted: Wanted): Step => ({
    at: at + after,
    kind: 'press',
    user: presser,
    wanted,
    times: draw.happens(0.15) ? 2 : 1,
  });
  const soon = draw.between(1500, 20_000);
  const steps = [typed, press(soon, user, draw.happens(0.85) ? 'confirm' : 'cancel')];
  // A card in the channel is for somebody else, and some try what is not theirs.
  if (draw.happens(0.4)) {
    steps.push(press(soon + draw.between(0, 15_000), draw.of([operator, secondOperator, viewer]), 'confirm'));
  }
  if (draw.happens(0.25)) {
    const later = soon + draw.between(5000, 3 * minute);
    const asker = draw.happens(0.7) ? user : secondOperator;
    steps.push(press(later, asker, 'undo'), press(later + draw.between(1500, 9000), asker, 'confirm'));
  }
  // Somebody else wants the same at the same moment.
  if (draw.happens(0.3)) {
    const other = draw.of([operator, secondOperator, japaneseOperator].filter((each) => each !== user));
    steps.push(
      {
        ...typed,
        at: at + draw.between(0, 2000),
        user: other,
        line: `/ecs ${changeLine(draw, targetOf(typed.line))}`,
      },
      press(soon + draw.between(0, 1500), other, 'confirm'),
    );
  }
  return steps;
}

function targetOf(line: string): string {
  return line.split(' ')[2] ?? 'shop/web';
}

function changeLine(draw: Draw, service: string = draw.of(draw.happens(0.1) ? managed : services)): string {
  if (draw.happens(0.3)) return `${draw.of(['stop-task', 'stop-task', 'drill', 'restart'])} ${service}`;
  const count = draw.happens(0.6)
    ? String(draw.of([0, 1, 1, 2, 2, 2, 3, 3, 3, 4, 4, 5, 6, 8, 25]))
    : draw.of(['+1', '+2', '-1', '-2']);
  const scaled =
    service === 'media/encoder' ? draw.of(['', ' --move-bound', ' --pause 6m', ' --pause 3m']) : '';
  const isTimed = !scaled.includes('pause') && draw.happens(0.3);
  return `scale ${service} ${count}${isTimed ? ` for ${draw.of(['1m', '4m', '15m'])}` : ''}${scaled}`;
}

function readLine(draw: Draw): string {
  const service = draw.of([...services, ...managed]);
  return draw.of([
    'services',
    'clusters',
    `service ${service}`,
    `tasks ${service}`,
    `why ${service}`,
    `events ${service}`,
    'audit',
    'whoami',
    `logs ${service}`,
    'help',
    'doctor',
    'scale nothing',
    'scale shop/nobody 3',
    `watch ${service} all`,
    `unwatch ${service}`,
    `mute ${service} 10m`,
    `unmute ${service}`,
    `language ${draw.of(['en', 'ja'])}`,
  ]);
}

/** What others do in the account, and what happens to tasks by itself. */
function disturb(draw: Draw): Step[] {
  const at = draw.between(0, operationsMs - 12 * minute);
  const service = draw.of(services);
  const pick = draw.part();
  const kind = draw.between(1, 10);
  if (kind <= 5) {
    const how = draw.of(['exits', 'out of memory', 'spot', 'maintenance'] as const);
    return [{ at, kind: 'task ends', service, pick, how }];
  }
  if (kind === 6) return [{ at, kind: 'task stopped outside', service, pick }];
  if (kind === 7) return [{ at, kind: 'count set outside', service, count: draw.between(1, 5) }];
  if (kind === 8) return [{ at, kind: 'deploy', service, how: draw.of(['good', 'forced'] as const) }];
  const how = draw.of(['no image', 'crashes', 'unhealthy'] as const);
  return [
    { at, kind: 'deploy', service, how },
    { at: at + draw.between(60, 120) * 1000, kind: 'deploy', service, how: 'good' },
  ];
}

/** People come and go, rights and tags change. */
function administer(draw: Draw): Step[] {
  const at = () => draw.between(5 * minute, operationsMs - 5 * minute);
  const everyone = [operator, secondOperator, japaneseOperator];
  const steps: Step[] = [];
  if (draw.happens(0.3)) {
    const gone = draw.of(everyone);
    steps.push({ at: at(), kind: 'group', members: everyone.filter((each) => each !== gone) });
  }
  if (draw.happens(0.3))
    steps.push({ at: at(), kind: 'policy', policy: draw.between(0, policies.length - 1) });
  if (draw.happens(0.3)) {
    const [key, value] = draw.of([
      ['ecs-bot:protected', 'true'],
      ['ecs-bot:max', '4'],
      ['ecs-bot:notify', 'all'],
    ] as const);
    steps.push({ at: at(), kind: 'tag', service: draw.of(services), key, value });
  }
  if (draw.happens(0.3)) steps.push({ at: at(), kind: 'token', storedAfterMs: draw.between(0, 20_000) });
  return steps;
}

const faultyServices = [
  'dynamodb',
  'dynamodb',
  'ecs',
  'ecs',
  'slack',
  'slack',
  'sqs',
  'application-autoscaling',
  'scheduler',
];

/** Faults, most of them within the seconds in which somebody does something. */
function damage(draw: Draw, steps: readonly Step[]): Step[] {
  const hours = operationsMs / (60 * minute);
  return Object.entries(rates.armedAnHour).flatMap(([fault, anHour]) =>
    Array.from({ length: Math.round(anHour * hours) }, (): Step => {
      const near = draw.of(steps).at + draw.between(0, 4000);
      return {
        at: draw.happens(0.75) ? near : draw.between(0, operationsMs),
        kind: 'fault',
        fault: fault as RequestFault,
        service: draw.of(faultyServices),
        writes: draw.happens(0.6),
        calls: draw.of([1, 1, 1, 2, 3, 3, 9]),
      };
    }),
  );
}
