import type { PushCommandsReply } from '../commands/push-commands.ts';
import { actions } from './blocks/actions.ts';
import { context } from './blocks/context.ts';
import { cut } from './blocks/cut.ts';
import { escapeEntities, escapeText } from './blocks/escape-text.ts';
import { header } from './blocks/header.ts';
import { lineButton } from './blocks/line-button.ts';
import { section } from './blocks/section.ts';
import { toMessage } from './blocks/to-message.ts';
import type { Message } from './message.ts';
import type { Messages } from './messages/messages.ts';
import type { ViewContext } from './view-context.ts';

/** A line has the URI of a repository twice at most, and all of them have to fit into one section. */
const longestLine = 700;

/** `/ecs push-commands`: lines to copy. */
export function pushCommandsView(
  { repository, lines }: PushCommandsReply,
  { replies }: Messages,
  { shared }: ViewContext,
): Message {
  const words = replies['push-commands'];
  const title = words.title(repository);
  // A backtick in a line would end the block; none of them has a use for one.
  const shown = lines
    .map((line) => cut(escapeEntities(line.replaceAll('`', 'ˋ').replace(/[\r\n]+/g, ' ')), longestLine))
    .join('\n');
  return toMessage([escapeText(title), words.where, shown, words.platform].join('\n'), [
    header(title),
    section(words.where),
    section(`\`\`\`\n${shown}\n\`\`\``),
    context(words.platform),
    shared ? undefined : actions([lineButton(words.images, `images ${repository}`, 'images')]),
  ]);
}
