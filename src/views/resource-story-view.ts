import type { Card } from '../changes/card.ts';
import type { ChangeOutcome } from '../changes/change-record.ts';
import type { ResourceChange } from '../changes/resource-change.ts';
import { actions } from './blocks/actions.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { resourceFacts } from './resource-facts.ts';

/** A change whose target has no episode, and how far it is. */
export interface ResourceStory {
  readonly change: ResourceChange;
  readonly askedBy: Card['askedBy'];
  readonly approvedBy?: string;
  readonly outcome?: ChangeOutcome;
}

/** Its one message: what is being made or removed, and then how that went. */
export function resourceStoryView(story: ResourceStory, messages: Messages): Message {
  const { change, askedBy, approvedBy, outcome } = story;
  const { story: words, why } = messages.resources;
  const { dot, title } = headline(story, messages);
  const lines = [
    ...(approvedBy === undefined ? [] : [words.approved(approvedBy)]),
    ...(outcome?.reason === undefined ? [] : [words.awsSays(outcome.reason)]),
    ...(outcome?.why === undefined ? [] : [why[outcome.why]]),
    ...(outcome === undefined || outcome.result === 'applied' ? resourceFacts(change, messages) : []),
  ];
  return toMessage([title, ...lines].join('\n'), [
    section(`${dot} *${title}*`),
    section(lines.join('\n')),
    next(story, messages),
  ]);

  function headline({ outcome: end }: ResourceStory, { resources }: Messages) {
    const { story: titles } = resources;
    switch (end?.result) {
      case undefined:
        return { dot: ':large_yellow_circle:', title: titles.begun(change, askedBy) };
      case 'applied':
        return { dot: ':large_green_circle:', title: titles.applied(change, askedBy, end.made) };
      case 'failed':
        return { dot: ':red_circle:', title: titles.notDone(change, askedBy) };
      case 'unknown':
        return { dot: ':white_circle:', title: titles.unknown(change) };
    }
  }
}

/** What comes next for who made it. */
function next({ change, outcome }: ResourceStory, { resources }: Messages) {
  if (outcome?.result !== 'applied') return undefined;
  const { pushCommands, taskDefinition } = resources.story;
  if (change.type === 'create-repository') {
    const line = `push-commands ${change.target.repository}`;
    return actions([lineButton(pushCommands, line, 'push-commands')]);
  }
  if (change.type === 'register-task-definition' && outcome.made !== undefined) {
    return actions([lineButton(taskDefinition, `task-definition ${outcome.made}`, 'task-definition')]);
  }
  return undefined;
}
