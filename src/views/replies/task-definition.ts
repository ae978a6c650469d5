import type { DefinitionChange, DefinitionPart } from '../../aws/ecs/task-definitions.ts';
import type { TaskDefinitionReply } from '../../commands/task-definition.ts';
import type { Messages } from '../../messages/en/index.ts';
import { code, comparedImages, escapeText, slackDate } from '../../messages/mrkdwn.ts';
import {
  context,
  header,
  lineButton,
  type Message,
  ownActions,
  paragraphs,
  toMessage,
  type ViewContext,
} from '../blocks.ts';

type Words = Messages['replies']['task-definition'];

/** `/ecs task-definition`: the task's settings, then each container's, and what changed. */
export function taskDefinitionView(
  reply: TaskDefinitionReply,
  { replies }: Messages,
  { shared }: ViewContext,
): Message {
  const { name, family, revision, active, registeredAt, parts, diff } = reply;
  const words = replies['task-definition'];
  const title = words.title(name);
  const containers = [...new Set(parts.flatMap(({ container }) => container ?? []))];
  const groups = [undefined, ...containers].map((container) =>
    [
      `*${container === undefined ? words.task : words.container(container)}*`,
      ...parts
        .filter((part) => part.container === container)
        .map((part) => words.part(words.parts[part.name], shownValue(part.name, part.value, words))),
    ].join('\n'),
  );
  const changes = diff && [
    diff.changes.length === 0 ? words.sameAs(diff.with) : `*${words.since(diff.with)}*`,
    ...diff.changes.map((change) => changeLine(change, containers.length > 1, words)),
  ];
  const paragraphsShown = [...(active ? [] : [words.deregistered]), ...groups];
  const footer = [
    ...(registeredAt === undefined ? [] : [words.registered(slackDate(registeredAt))]),
    ...(parts.some((part) => part.name === 'environment') ? [words.values] : []),
  ].join('  ·  ');
  return toMessage([escapeText(title), ...paragraphsShown, ...(changes ?? [])].join('\n'), [
    header(title),
    ...paragraphs(paragraphsShown, '\n\n'),
    ...paragraphs(changes ?? []),
    footer === '' ? undefined : context(footer),
    ownActions(shared, [
      ...(revision > 1
        ? [
            lineButton(
              words.previous(revision - 1),
              `task-definition ${family}:${revision - 1}`,
              'previous-revision',
            ),
          ]
        : []),
      lineButton(replies.refresh, `task-definition ${name}`, 'refresh'),
    ]),
  ]);
}

function shownValue(name: DefinitionPart['name'], value: string, words: Words): string {
  if (name !== 'size' && name !== 'containerSize') return code(value);
  const [cpu = 0, memory = 0] = value.split('/').map(Number);
  return Number.isFinite(cpu + memory) ? words.size(cpu, memory) : code(value);
}

/** What differs between two revisions, one line each. */
export function definitionChangeLines(changes: readonly DefinitionChange[], { replies }: Messages): string[] {
  const containers = new Set(changes.flatMap(({ container }) => container ?? []));
  return changes.map((change) => changeLine(change, containers.size > 1, replies['task-definition']));
}

function changeLine(
  { container, name, before, after, valuesOf }: DefinitionChange,
  several: boolean,
  words: Words,
): string {
  const part = words.parts[name];
  const label = container !== undefined && several ? `${part}, ${escapeText(container)}` : part;
  if (valuesOf !== undefined) return words.otherValue(label, valuesOf.map(code).join(', '));
  const shown = (value: string) => shownValue(name, value, words);
  if (before === undefined) return words.added(label, shown(after ?? ''));
  if (after === undefined) return words.removed(label, shown(before));
  const [from, to] = name === 'image' ? comparedImages(before, after) : [before, after];
  return words.changed(label, shown(from), shown(to));
}
