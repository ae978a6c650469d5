import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import type { Draw } from './chance.ts';
import { change, press, type Step } from './steps.ts';

const minute = 60_000;
const { operator, secondOperator, japaneseOperator } = localIds;
const services = ['shop/web', 'shop/api', 'shop/worker', 'hands-on/hello-world'] as const;

/** Two people restart a service within a second, while ECS's answers to what changes it get lost, or a worker dies. */
export function createRestartScene(draw: Draw, lastsMs: number): Step[] {
  const at = draw.between(1000, lastsMs - 16 * minute);
  const service = draw.of(services);
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
