import type { Button } from '@slack/types';
import { isExpress } from '../ecs/managed-elsewhere.ts';
import type { Service } from '../ecs/service.ts';
import { lineButton } from './blocks/line-button.ts';
import type { Messages } from './messages/messages.ts';

/** What can be done next with a service. The changing ones lead to a card, as if they were typed. */
export function serviceButtons(service: Service, { replies }: Messages): Button[] {
  const words = replies.service;
  const target = `${service.cluster}/${service.name}`;
  const scalable =
    service.schedulingStrategy === 'REPLICA' && service.status === 'ACTIVE' && !isExpress(service);
  return [
    ...(scalable ? [lineButton(words.scaleOut, `scale ${target} +1`, 'scale-out')] : []),
    ...(scalable && service.desiredCount > 0
      ? [lineButton(words.scaleIn, `scale ${target} -1`, 'scale-in')]
      : []),
    ...(service.runningCount > 0 ? [lineButton(words.stopTask, `stop-task ${target}`, 'stop-task')] : []),
    lineButton(words.openTasks, `tasks ${target}`, 'tasks'),
    lineButton(words.openStopped, `tasks ${target} --stopped`, 'stopped'),
    lineButton(words.openImages, `images ${target}`, 'images'),
    lineButton(words.openServices, `services ${service.cluster}`, 'services'),
    lineButton(replies.refresh, `service ${target}`, 'refresh'),
  ];
}
