import type { Deployment } from '../ecs/deployment.ts';
import type { Service } from '../ecs/service.ts';
import { code } from './blocks/code.ts';
import { escapeText } from './blocks/escape-text.ts';
import { quote } from './blocks/quote.ts';
import { slackDate } from './blocks/slack-date.ts';
import type { Messages } from './messages/messages.ts';
import { wordOf } from './word-of.ts';

/** More than one is a rollout; more than a few would be an odd deployment controller's. */
const shown = 5;

/** A service's deployments, PRIMARY first, a line each with its rollout state, under a heading. */
export function serviceDeployments({ deployments }: Service, messages: Messages): string[] {
  if (deployments.length === 0) return [];
  const lines = deployments.slice(0, shown).flatMap((each) => deploymentLines(each, messages));
  return [`*${messages.replies.service.deployments}*`, ...lines];
}

function deploymentLines(deployment: Deployment, { replies: { service: words } }: Messages): string[] {
  const { status, rolloutState, taskDefinition, createdAt, rolloutStateReason = '' } = deployment;
  const { runningCount, desiredCount, pendingCount, failedTasks } = deployment;
  const facts = [
    `${escapeText(status)}  ${code(taskDefinition)}`,
    ...(rolloutState === undefined ? [] : [wordOf(words.rollout, rolloutState) ?? escapeText(rolloutState)]),
    words.counts(runningCount, desiredCount, pendingCount, failedTasks),
    ...(createdAt === undefined ? [] : [words.since(slackDate(createdAt))]),
  ];
  // Of other states ECS's reason only repeats the state.
  const tells = rolloutState === 'FAILED' || rolloutStateReason.includes('rolling back');
  return [
    facts.join('  ·  '),
    ...(tells && rolloutStateReason !== '' ? [`> ${quote(rolloutStateReason)}`] : []),
  ];
}
