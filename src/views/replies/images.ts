import type { Button } from '@slack/types';
import type {
  ImageRow,
  ImagesReply,
  MovedTag,
  PushCommandsReply,
  RepositoryImages,
} from '../../commands/images.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, escapeText, formatSize, shortDigest, slackDate, wordOf } from '../../messages/mrkdwn.ts';
import {
  codeBlock,
  codeLine,
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  paragraphs,
  section,
  toMessage,
  type ViewContext,
} from '../blocks.ts';
import { richText } from '../hands-on/steps.ts';

/** Buttons to services that run what is shown. */
const mostServices = 5;

/** More entries than this share sections: Slack takes fifty blocks. */
const mostSections = 25;

/** `/ecs images`: warnings first, then each repository's newest tags, then where services running them were searched for. */
export function imagesView(reply: ImagesReply, messages: Messages, { shared }: ViewContext): Message {
  const { asked, repositories, elsewhere, namesakeRuns } = reply;
  const words = messages.replies.images;
  const title = words.title(asked.type, asked.name);
  const moved = repositories.flatMap((each) => each.moved).map((each) => movedEntry(each, messages));
  const rows = [
    ...repositories.flatMap((each) => repositoryRows(each, messages)),
    ...(asked.type === 'service' && elsewhere.length > 0 ? [{ text: words.elsewhere(elsewhere) }] : []),
  ];
  const entries = rows.map(({ text }) => text);
  const notes = [
    ...(reply.deploysByName ? [words.deployByName] : []),
    ...(namesakeRuns.length > 0 ? [words.namesake(asked.name, namesakeRuns)] : []),
    imageSearch(reply, messages),
  ];
  return toMessage([escapeText(title), ...moved, ...entries, ...notes].join('\n'), [
    header(title),
    ...paragraphs(moved, '\n\n'),
    ...(entries.length <= mostSections
      ? rows.map(({ text, deploy }) => section(text, shared ? undefined : deploy))
      : paragraphs(entries, '\n\n')),
    ...notes.map((note) => context(note)),
    ownActions(shared, imageButtons(reply, messages)),
  ]);
}

/** A line of the answer, and the button that deploys what it shows. */
interface Row {
  readonly text: string;
  readonly deploy?: Button;
}

function repositoryRows(
  { repository, exists, rows, total, moved, deploysTo }: RepositoryImages,
  messages: Messages,
): Row[] {
  const words = messages.replies.images;
  if (!exists) return [{ text: words.gone(repository) }];
  if (total === 0) return [{ text: words.empty(repository) }];
  return [
    { text: words.repository(repository, rows.length, total) },
    ...rows.map((row) => {
      const text = imageEntry(row, moved, messages);
      // The tag that says most: `latest` means another image tomorrow.
      const tag = row.image.tags.find((each) => each !== 'latest') ?? row.image.tags[0];
      if (deploysTo === undefined || tag === undefined || row.services.includes(deploysTo)) return { text };
      return { text, deploy: lineButton(words.deploy(tag), `deploy ${deploysTo} ${tag}`, `deploy:${tag}`) };
    }),
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

/** The warning that a service runs a different image from the one its tag now points to. */
function movedEntry({ target, tag, runs, runsPushedAt, now }: MovedTag, messages: Messages): string {
  const words = messages.replies.images;
  const date = (at: Date | undefined) => at && slackDate(at);
  return [
    words.moved(target, tag),
    words.movedRuns(shortDigest(runs), date(runsPushedAt)),
    now === undefined
      ? words.movedGone(tag)
      : words.movedNow(tag, shortDigest(now.digest), date(now.pushedAt)),
  ].join('\n');
}

/** Where services running the images were searched for, and where not. */
function imageSearch({ asked, search, onlyCluster }: ImagesReply, { replies, sentences }: Messages): string {
  const words = replies.images;
  const { clusters, searched, total, unknown } = search;
  return sentences([
    total === 0 ? words.noServices(clusters) : words.searched(searched, total, clusters),
    ...(asked.type === 'service' || onlyCluster !== undefined ? [words.otherClusters] : []),
    ...(unknown.length > 0 ? [words.unknown(unknown)] : []),
  ]);
}

/** How many tags of one image are named; CI systems may put dozens on it. */
const shownTags = 5;

/** One image: its tags, who runs it and who runs an older push of it, then push date, size, digest and scan result. */
function imageEntry({ image, services }: ImageRow, moved: readonly MovedTag[], messages: Messages): string {
  const { images: words } = messages.replies;
  const tags = image.tags.slice(0, shownTags).map(code).join(' ');
  const more = image.tags.length > shownTags ? ` +${image.tags.length - shownTags}` : '';
  const scan = scanResult(image, messages);
  const facts = [
    ...(image.pushedAt ? [words.pushed(slackDate(image.pushedAt))] : []),
    ...(image.size === undefined ? [] : [formatSize(image.size, messages.locale)]),
    code(shortDigest(image.digest)),
    ...(scan === undefined ? [] : [scan]),
  ];
  const behind = moved.filter(({ now }) => now?.digest === image.digest).map(({ target }) => target);
  const who = [
    ...(services.length > 0 ? [`:large_green_circle: ${words.runsIn(services)}`] : []),
    ...(behind.length > 0 ? [`:warning: ${words.behind(behind)}`] : []),
  ];
  return `${[`*${tags}*${more}`, ...who].join('  ·  ')}\n${facts.join('  ·  ')}`;
}

function scanResult(
  { findings, scanStatus = '' }: ImageRow['image'],
  { replies }: Messages,
): string | undefined {
  const words = replies.images;
  const found = findings?.filter(({ count }) => count > 0);
  if (found === undefined) return wordOf(words.scan, scanStatus);
  return found.length === 0 ? words.noFindings : words.findings(found);
}

/** `/ecs push-commands`: lines to copy. */
export function pushCommandsView(
  { repository, lines, local }: PushCommandsReply,
  { replies }: Messages,
  { shared }: ViewContext,
): Message {
  const words = replies['push-commands'];
  const title = words.title(repository);
  return toMessage(
    [
      escapeText(title),
      words.where,
      ...lines.map(codeLine),
      words.platform,
      ...(local === undefined ? [] : [words.local, local]),
    ].join('\n'),
    [
      header(title),
      section(words.where),
      codeBlock(lines),
      context(words.platform),
      local === undefined
        ? undefined
        : richText([
            { type: 'text', text: words.local },
            { type: 'lines', lines: [local] },
          ]),
      ownActions(shared, [lineButton(words.images, `images ${repository}`, 'images')]),
    ],
  );
}
