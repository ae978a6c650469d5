import type { Button } from '@slack/types';
import type { ServiceReply } from '../commands/service.ts';
import { isExpress } from '../ecs/managed-elsewhere.ts';
import { lineButton } from './blocks/line-button.ts';
import type { Messages } from './messages/messages.ts';

/** What the person can do next with a service. The changing ones lead to a card, as if they were typed. */
export function serviceButtons(
  { service, may }: Pick<ServiceReply, 'service' | 'may'>,
  { replies }: Messages,
): Button[] {
  const words = replies.service;
  const target = `${service.cluster}/${service.name}`;
  const scalable =
    may.scale &&
    service.schedulingStrategy === 'REPLICA' &&
    service.status === 'ACTIVE' &&
    !isExpress(service);
  return [
    ...(scalable ? [lineButton(words.scaleOut, `scale ${target} +1`, 'scale-out')] : []),
    ...(scalable && service.desiredCount > 0
      ? [lineButton(words.scaleIn, `scale ${target} -1`, 'scale-in')]
      : []),
    ...(may.stopTask && service.runningCount > 0
      ? [lineButton(words.stopTask, `stop-task ${target}`, 'stop-task')]
      : []),
    lineButton(words.openTasks, `tasks ${target}`, 'tasks'),
    lineButton(words.openStopped, `tasks ${target} --stopped`, 'stopped'),
    lineButton(words.openImages, `images ${target}`, 'images'),
    lineButton(words.openServices, `services ${service.cluster}`, 'services'),
    lineButton(replies.refresh, `service ${target}`, 'refresh'),
  ];
}
