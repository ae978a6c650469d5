import type { DeploymentConfiguration } from '@aws-sdk/client-ecs';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Draw } from './chance.ts';
import { press as pressAbout, type Step, type, type Wanted } from './steps.ts';

const minute = 60_000;
const { operator, secondOperator, japaneseOperator, viewer } = localIds;

/** The service whose deployments wait for people at hooks. */
export const paused = 'shop/checkout';

/** The service deploys by one of the four strategies, and some deployments later it waits at one or two hooks: each time people answer. */
export function createHookScene(draw: Draw, lastsMs: number): Step[] {
  const first = draw.between(2 * minute, lastsMs - 28 * minute);
  return [
    { at: 0, kind: 'configure', service: paused, configuration: configurationOf(draw) },
    ...deployment(draw, first),
    ...(draw.happens(0.5) ? deployment(draw, first + 12 * minute) : []),
  ];
}

function configurationOf(draw: Draw): DeploymentConfiguration {
  const strategy = draw.of(['ROLLING', 'BLUE_GREEN', 'LINEAR', 'CANARY'] as const);
  const timeoutInMinutes = draw.of([3, 4, 6]);
  const isShifted = strategy === 'LINEAR' || strategy === 'CANARY';
  const stage = isShifted && draw.happens(0.7) ? 'PRE_PRODUCTION_TRAFFIC_SHIFT' : 'POST_SCALE_UP';
  const pause = {
    targetType: 'PAUSE' as const,
    lifecycleStages: [stage] as [typeof stage],
    timeoutConfiguration: { timeoutInMinutes, action: draw.of(['CONTINUE', 'ROLLBACK'] as const) },
  };
  const lambda = {
    targetType: 'AWS_LAMBDA' as const,
    hookTargetArn: 'arn:aws:lambda:us-east-1:123456789012:function:smoke-test',
    roleArn: 'arn:aws:iam::123456789012:role/ecsHooks',
    lifecycleStages: ['POST_SCALE_UP' as const],
  };
  return {
    strategy,
    bakeTimeInMinutes: draw.of([0, 1, 2]),
    lifecycleHooks: [pause, ...(draw.happens(0.4) ? [pause] : []), ...(draw.happens(0.5) ? [lambda] : [])],
    ...(strategy === 'LINEAR' && { linearConfiguration: { stepPercent: 50, stepBakeTimeInMinutes: 1 } }),
    ...(strategy === 'CANARY' && { canaryConfiguration: { canaryPercent: 10, canaryBakeTimeInMinutes: 1 } }),
  };
}

/** Somebody deploys, outside the bot or by `restart`, and until the hooks' time is over people answer. */
function deployment(draw: Draw, at: number): Step[] {
  const service = paused;
  const begins = draw.of(['restart', 'restart', 'good', 'good', 'forced', 'unhealthy'] as const);
  const isProtected = draw.happens(0.5);
  const tag = (when: number, value: string): Step => ({
    at: when,
    kind: 'tag',
    service,
    key: 'ecs-bot:protected',
    value,
  });
  const begun: Step[] =
    begins === 'restart'
      ? [type(at, operator, `restart ${service}`), press(at + 6000, operator, 'confirm')]
      : [{ at, kind: 'deploy', service, how: begins }];
  // Its tasks never get healthy, and nothing but a newer deployment ends that.
  const mended: Step[] =
    begins === 'unhealthy' ? [{ at: at + 4 * minute, kind: 'deploy', service, how: 'good' }] : [];
  const waves = [65_000, 100_000, 150_000, 230_000, 310_000].map(
    (after) => at + after + draw.between(0, 20_000),
  );
  return [
    ...(isProtected ? [tag(at + 12_000, 'true'), tag(at + 10 * minute, 'false')] : []),
    ...begun,
    ...mended,
    ...waves.flatMap((wave) => (draw.happens(0.8) ? answer(draw, wave) : [])),
  ];
}

/** One or two people answer a hook, or somebody outside the bot does. Where a second person is needed, whoever began the deployment tries to be that one. */
function answer(draw: Draw, at: number): Step[] {
  const [one, other] = draw.of([
    [operator, secondOperator],
    [secondOperator, operator],
    [secondOperator, japaneseOperator],
  ] as const);
  const pressed = at + draw.between(4500, 9000);
  const confirms = [
    press(pressed, one, 'confirm', draw.happens(0.2) ? 2 : 1),
    press(pressed + draw.between(1000, 3000), operator, 'confirm'),
    press(pressed + draw.between(4000, 6000), draw.of([other, viewer]), 'confirm'),
  ];
  switch (
    draw.of(['alone', 'alone', 'together', 'together', 'late', 'timeout', 'dies', 'outside'] as const)
  ) {
    case 'alone':
      return [ask(draw, at, one), ...confirms];
    case 'together':
      return [
        ask(draw, at, one),
        ask(draw, at + draw.between(0, 1000), other),
        ...confirms,
        press(pressed + draw.between(0, 600), other, 'confirm'),
      ];
    // By then somebody else has answered, or the hook's time is over.
    case 'late':
      return [ask(draw, at, one), press(at + draw.between(80_000, 240_000), one, 'confirm')];
    case 'timeout':
      return [
        { at, kind: 'answer at timeout', service: paused, user: one, offsetMs: draw.between(-1500, 300) },
      ];
    case 'dies': {
      const fault = draw.of(['killed after', 'killed before', 'cut after', 'silent after'] as const);
      return [
        ask(draw, at, one),
        { at: pressed - 100, kind: 'fault', fault, service: 'ecs', writes: true, calls: 1 },
        ...confirms,
      ];
    }
    case 'outside':
      return [
        ask(draw, at, one),
        {
          at: pressed - draw.between(-400, 400),
          kind: 'hook answered outside',
          service: paused,
          ...outside(draw),
        },
        ...confirms,
      ];
  }
}

function outside(draw: Draw): { readonly how: 'CONTINUE' | 'ROLLBACK' | 'stopped' } {
  return { how: draw.of(['CONTINUE', 'CONTINUE', 'ROLLBACK', 'stopped']) };
}

function ask(draw: Draw, at: number, user: string): Step {
  if (draw.happens(0.4)) {
    const line = draw.of(['continue', 'continue', 'continue', 'continue --action rollback', 'rollback']);
    return type(
      at,
      user,
      line.replace(/^\w+/, (verb) => `${verb} ${paused}`),
    );
  }
  return press(at, user, draw.of(['continue', 'continue', 'continue other', 'roll back']));
}

function press(at: number, user: string, wanted: Wanted, times: 1 | 2 = 1): Step {
  return pressAbout(at, user, wanted, times, paused);
}
