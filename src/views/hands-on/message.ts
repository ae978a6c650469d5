import type { Button, TaskCardBlock } from '@slack/types';
import {
  type HandsOnProgress,
  type HandsOnStep,
  ownThings,
  type StepId,
  stepIds,
} from '../../hands-on/hands-on.ts';
import { currentStep, leftOver } from '../../hands-on/progress.ts';
import type { Messages } from '../../messages/en/index.ts';
import { escapeText, plainText, slackDate } from '../../messages/mrkdwn.ts';
import { actions, context, lineButton, type Message, section, toMessage } from '../blocks.ts';
import { seconds } from '../episode/titles.ts';
import { plainParts, type RichPart, richText, stepDetails, stepLine } from './steps.ts';

/** The single message of a hands-on, as it is now. It depends on the hands-on alone, so a check that finds nothing new edits nothing. */
export function handsOnView(progress: HandsOnProgress, messages: Messages): Message {
  const words = messages.handsOn;
  const { steps, memory, userId } = progress;
  const done = steps.filter(({ state }) => state === 'done').length;
  const title = memory.finishedAt === undefined ? words.title : words.finished;
  const current = currentStep(progress);
  const proof =
    memory.finishedAt === undefined ? [] : [words.findings.proof(slackDate(new Date(memory.finishedAt)))];
  const text = [
    ...(current === undefined ? [title] : [`${title}: ${words.done(done, steps.length)}`]),
    ...(current === undefined
      ? proof
      : [
          `*${stepIds.indexOf(current) + 1}. ${words.steps[current].title}*`,
          ...plainParts(stepDetails(current, progress, messages)),
        ]),
  ];
  const notes = [
    words.owner(`<@${escapeText(userId)}>`),
    ...(current === undefined ? proof : [words.checked, words.resume]),
  ];
  return toMessage(text.join('\n'), [
    {
      type: 'plan',
      title: plainText(title),
      tasks: steps.map((step) => stepCard(step, progress, messages)),
    },
    actions(handsOnButtons(progress, messages)),
    context(messages.sentences(notes)),
  ]);
}

const statuses = { done: 'complete', current: 'in_progress', waiting: 'pending' } as const;

/** A step's card: the current step has its explanation, with AWS's findings below. */
function stepCard({ id, state }: HandsOnStep, progress: HandsOnProgress, messages: Messages): TaskCardBlock {
  const number = stepIds.indexOf(id) + 1;
  const details = richText(state === 'current' ? stepDetails(id, progress, messages) : []);
  const output = richText(findings({ id, state }, progress, messages));
  return {
    type: 'task_card',
    task_id: id,
    title: plainText(`${number}. ${messages.handsOn.steps[id].title}`),
    status: statuses[state],
    ...(details && { details }),
    ...(output && { output }),
    ...page({ id, state }, progress, messages),
  };
}

/** The address at which the service answers, once it does. */
function page(
  { id, state }: HandsOnStep,
  { facts }: HandsOnProgress,
  { handsOn: { findings } }: Messages,
): Pick<TaskCardBlock, 'sources'> {
  const { service, network } = facts;
  if (id !== 'service' || state !== 'done' || service === undefined) return {};
  const url = network?.url ?? '';
  return /^https?:\/\//.test(url) ? { sources: [{ type: 'url', url, text: findings.url }] } : {};
}

/** A waiting step has no findings yet; a cleaned-up one has nothing left to report. */
function findings({ id, state }: HandsOnStep, progress: HandsOnProgress, messages: Messages): RichPart[] {
  if (state === 'waiting') return [];
  const found = stepFinding(id, progress, messages);
  const lines = state === 'done' && found.length === 0 ? [messages.handsOn.findings.cleaned] : found;
  if (lines.length === 0) return [];
  return [lines.length === 1 ? { type: 'text', text: lines[0] ?? '' } : { type: 'list', items: lines }];
}

/** AWS's findings for a step, one line each; none if there is nothing to say yet. */
function stepFinding(id: StepId, progress: HandsOnProgress, messages: Messages): string[] {
  const { findings } = messages.handsOn;
  const { facts, memory, names } = progress;
  const { network, repository, cluster, taskDefinition, service } = facts;
  switch (id) {
    case 'containers':
    case 'image':
      return memory.read.includes(id) ? [findings.read] : [];
    case 'repository':
      if (repository === undefined) return [];
      return repository.tag === undefined
        ? [findings.repository(repository.uri)]
        : [findings.pushed(repository.uri, repository.tag)];
    case 'network':
      return network === undefined ? [] : [findings.network(network.status)];
    case 'cluster':
      return cluster === undefined ? [] : [findings.cluster(names.cluster)];
    case 'task-definition':
      return taskDefinition === undefined ? [] : [findings.taskDefinition(taskDefinition)];
    case 'service':
      if (service === undefined) return [];
      return [
        findings.service(service.runningCount, service.desiredCount),
        ...(service.failed ? [findings.deploymentFailed(`${names.cluster}/${names.service}`)] : []),
      ];
    case 'stop-task':
      return healing(progress, messages);
    case 'scale':
      return memory.scaledTo === undefined ? [] : [findings.scaled(memory.scaledTo)];
    case 'clean-up':
      return memory.cleaning ? proof(progress, messages) : [];
  }
}

function healing(
  { memory, facts }: HandsOnProgress,
  { handsOn: { findings }, episodes }: Messages,
): string[] {
  const { healed, startedAt } = memory;
  if (healed === undefined) {
    return facts.stop !== undefined && facts.stop.at >= startedAt ? [findings.stopped] : [];
  }
  const { ms } = healed;
  return [findings.healed(ms === undefined ? undefined : episodes.duration(seconds(ms)))];
}

function proof(
  { place, facts, names, memory }: HandsOnProgress,
  { handsOn: { findings } }: Messages,
): string[] {
  const left = memory.finishedAt === undefined ? leftOver(facts, place) : [];
  return ownThings(place).map((thing) => {
    const name = findings.things[thing](names);
    return left.includes(thing) ? findings.left(name) : findings.gone(name);
  });
}

type Words = Messages['handsOn']['buttons'];

/** Buttons for the current step; each does what typing its line would. The hands-on's own buttons work only for its learner. */
function handsOnButtons(progress: HandsOnProgress, { handsOn: { buttons } }: Messages): Button[] {
  const { userId } = progress;
  const current = currentStep(progress);
  if (current === undefined) return [lineButton(buttons.again, `hands-on again --of ${userId}`, 'again')];
  if (current === 'containers' || current === 'image') {
    const line = `hands-on next --step ${current} --of ${userId}`;
    return [lineButton(buttons.next, line, 'next', { style: 'primary' })];
  }
  const line = stepLine(current, progress);
  if (line === undefined) return [];
  const style = line.startsWith('delete-') || line.startsWith('stop-') ? 'danger' : 'primary';
  return [lineButton(label(current, progress, buttons), line, 'step', { style })];
}

function label(current: StepId, { facts }: HandsOnProgress, words: Words): string {
  const labels: Readonly<Partial<Record<StepId, string>>> = {
    repository: facts.repository === undefined ? words.createRepository : words.pushCommands,
    cluster: words.createCluster,
    'task-definition': words.register,
    service: words.createService,
    'stop-task': words.stopTask,
    scale: words.scale,
    'clean-up': facts.service === undefined ? words.deleteCluster : words.deleteService,
  };
  return labels[current] ?? words.next;
}

/** What is left of a hands-on's message after a newer one has replaced it. */
export function movedHandsOnView(userId: string, { handsOn }: Messages): Message {
  const text = handsOn.moved(`<@${escapeText(userId)}>`);
  return toMessage(text, [context(text)]);
}

/** Shown only to the learner when a step is done: the next step as on its card, or that there is none. */
export function nextStepView(done: StepId, progress: HandsOnProgress, messages: Messages): Message {
  const words = messages.handsOn;
  const titled = (id: StepId) => `*${stepIds.indexOf(id) + 1}. ${words.steps[id].title}*`;
  const next = currentStep(progress);
  const { finishedAt = 0 } = progress.memory;
  const title = `✓ ${titled(done)}`;
  const details =
    next === undefined
      ? [words.findings.proof(slackDate(new Date(finishedAt)))]
      : [titled(next), ...plainParts(stepDetails(next, progress, messages))];
  return toMessage([title, ...details].join('\n'), [
    section(title),
    section(details.join('\n')),
    actions(handsOnButtons(progress, messages)),
    context(words.here),
  ]);
}
