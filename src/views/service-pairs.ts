import type { ServiceReply } from '../commands/service.ts';
import { code } from './blocks/code.ts';
import { escapeText } from './blocks/escape-text.ts';
import { slackDate } from './blocks/slack-date.ts';
import type { Messages } from './messages/messages.ts';
import { shortImage } from './short-image.ts';

/** A service's settings as label and value. */
export function servicePairs(
  { service, images }: ServiceReply,
  { replies: { service: words } }: Messages,
): (readonly [label: string, value: string])[] {
  const { schedulingStrategy, deploymentController } = service;
  const launch = [
    service.launchType,
    ...(schedulingStrategy === 'DAEMON' ? [schedulingStrategy] : []),
    ...(deploymentController === 'ECS' ? [] : [deploymentController]),
  ];
  const balancers = service.loadBalancers.map(
    ({ targetGroup, container }) => `${code(targetGroup)} → ${code(container)}`,
  );
  const settings = [
    words.healthyPercent(service.minimumHealthyPercent, service.maximumPercent),
    words.circuitBreaker[service.circuitBreaker],
  ];
  const shownImages = images.map((image) => code(shortImage(image)));
  return [
    [words.fields.taskDefinition, code(service.taskDefinition)],
    [words.fields.image, shownImages.slice(0, 5).join('\n') || words.unknownImage],
    [words.fields.launchType, launch.map(escapeText).join('  ·  ')],
    [words.fields.loadBalancer, balancers.slice(0, 5).join('\n') || words.noLoadBalancer],
    [words.fields.deployment, settings.join('\n')],
    ...(service.createdAt ? [[words.fields.created, slackDate(service.createdAt)] as const] : []),
  ];
}
