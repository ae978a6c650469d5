import type { ImagesReply } from '../commands/images.ts';
import type { RepositoryImages } from '../commands/read-repository.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { paragraphs } from './blocks/paragraphs.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import { imageEntry } from './image-entry.ts';
import { imageSearch } from './image-search.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import { movedEntry } from './moved-entry.ts';
import type { ViewContext } from './view-context.ts';

/** Buttons to services that run what is shown. */
const mostServices = 5;

/** More entries than that share sections: Slack takes fifty blocks. */
const mostSections = 25;

/** `/ecs images`: warnings first, then each repository's newest tags, then what was searched for who runs them. */
export function imagesView(reply: ImagesReply, messages: Messages, { shared }: ViewContext): Message {
  const { asked, repositories, elsewhere, namesakeRuns } = reply;
  const words = messages.replies.images;
  const title = words.title(asked.type, asked.name);
  const moved = repositories.flatMap((each) => each.moved).map((each) => movedEntry(each, messages));
  const entries = [
    ...repositories.flatMap((each) => repositoryEntries(each, messages)),
    ...(asked.type === 'service' && elsewhere.length > 0 ? [words.elsewhere(elsewhere)] : []),
  ];
  const notes = [
    ...(namesakeRuns.length > 0 ? [words.namesake(asked.name, namesakeRuns)] : []),
    imageSearch(reply, messages),
  ];
  return toMessage([escapeText(title), ...moved, ...entries, ...notes].join('\n'), [
    header(title),
    ...paragraphs(moved, '\n\n'),
    ...(entries.length <= mostSections
      ? entries.map((entry) => section(entry))
      : paragraphs(entries, '\n\n')),
    ...notes.map((note) => context(note)),
    shared ? undefined : actions(imageButtons(reply, messages)),
  ]);
}

function repositoryEntries(
  { repository, exists, rows, total, moved }: RepositoryImages,
  messages: Messages,
): string[] {
  const words = messages.replies.images;
  if (!exists) return [words.gone(repository)];
  if (total === 0) return [words.empty(repository)];
  return [
    words.repository(repository, rows.length, total),
    ...rows.map((row) => imageEntry(row, moved, messages)),
  ];
}

function imageButtons({ asked, repositories, count, onlyCluster }: ImagesReply, { replies }: Messages) {
  const running = repositories.flatMap(({ rows, moved }) => [
    ...rows.flatMap(({ services }) => services),
    ...moved.map(({ target }) => target),
  ]);
  const targets = [...new Set([...(asked.type === 'service' ? [asked.name] : []), ...running])];
  const line = `images ${asked.name} ${count}${onlyCluster === undefined ? '' : ` --cluster ${onlyCluster}`}`;
  return [
    ...targets
      .slice(0, mostServices)
      .map((target, index) =>
        lineButton(replies.images.openService(target), `service ${target}`, `service:${index}`),
      ),
    lineButton(replies.refresh, line, 'refresh'),
  ];
}
