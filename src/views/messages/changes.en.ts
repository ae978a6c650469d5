import type { Change } from '../../changes/change.ts';
import { targetName } from '../../ecs/target-name.ts';
import { code } from '../blocks/code.ts';
import { escapeText } from '../blocks/escape-text.ts';

const taskId = (arn: string) => arn.slice(arn.lastIndexOf('/') + 1);

/** The sentences of a change: its card, its buttons, its end. */
export const changes = {
  cardTitle: (change: Change): string =>
    change.type === 'scale'
      ? `Scale ${code(targetName(change.target))} from ${change.before.desiredCount} to ${change.after.desiredCount} tasks?`
      : `Stop a task of ${code(targetName(change.target))}?`,
  cardButton: (change: Change): string =>
    change.type === 'scale' ? `Scale to ${change.after.desiredCount}` : 'Stop task',
  cancelButton: 'Cancel',
  scaleCounts: (desired: number, running: number, after: number): string =>
    `Desired count  *${desired} → ${after}*  ·  ${running} running now`,
  scaleToZero: ':warning: This stops every task: the service answers nobody until it is scaled up again.',
  scaleIn: (count: number): string =>
    count === 1 ? 'ECS will stop one task.' : `ECS will stop ${count} tasks.`,
  scaleOut: (count: number): string =>
    count === 1 ? 'ECS will start one task.' : `ECS will start ${count} tasks.`,
  stopWhich: (
    arn: string,
    taskDefinition: string,
    age: string | undefined,
    zone: string | undefined,
  ): string =>
    [
      `Task ${code(taskId(arn).slice(0, 8))}`,
      code(taskDefinition),
      ...(age === undefined ? ['still starting'] : [`running for ${age}`]),
      ...(zone === undefined ? [] : [escapeText(zone)]),
    ].join('  ·  '),
  stopReplaced: (running: number): string =>
    `${running} tasks run now. ECS will start a replacement, and the channel sees how long it takes.`,
  stopOnlyOne: ':warning: It is the only running task: the service is *down* until its replacement runs.',
  stopNotReplaced: ':warning: The desired count is 0, so ECS will not start a replacement.',
  stopStandalone: 'It belongs to no service, so nothing will replace it.',
  moved: ':arrows_counterclockwise: It changed since the last card was shown. This is how it stands now:',
  cardContext: 'Only you see this. It can be used once, within 10 minutes.',
  cancelled: (change: Change): string => `Cancelled: ${code(targetName(change.target))} was not changed.`,
  started: (change: Change, link: string | undefined): string => {
    const what =
      change.type === 'scale'
        ? `${code(targetName(change.target))} is being scaled to ${change.after.desiredCount}`
        : `The task of ${code(targetName(change.target))} is being stopped`;
    return link === undefined ? `${what}.` : `${what}: <${link}|follow it here>.`;
  },
  failed: (change: Change, reason: string): string =>
    `:warning: ${code(targetName(change.target))} was not changed: ${escapeText(reason)}`,
  unknown: (change: Change, reason: string): string =>
    `:warning: AWS did not answer (${escapeText(reason)}), so it is unknown whether ${code(targetName(change.target))} was changed. Look with ${code(`/ecs service ${targetName(change.target)}`)}.`,
};
