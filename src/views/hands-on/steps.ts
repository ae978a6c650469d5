import type { RichTextBlock, RichTextElement, RichTextSection } from '@slack/types';
import {
  type HandsOnProgress,
  type HandsOnWhere,
  type StepId,
  scaledOutTo,
} from '../../hands-on/hands-on.ts';
import { isNetworkUp } from '../../hands-on/progress.ts';
import type { Messages } from '../../messages/en/index.ts';
import { escapeEntities, escapeText } from '../../messages/mrkdwn.ts';
import { localPlace, localPush, shellWord } from '../../shell-word.ts';

/** A card's text in paragraphs, lists and lines to copy. */
export type RichPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'list'; readonly items: readonly string[] }
  | { readonly type: 'lines'; readonly lines: readonly string[] };

/** A card's rich text; text between backticks is code. Undefined if there are no parts. */
export function richText(parts: readonly RichPart[]): RichTextBlock | undefined {
  return parts.length === 0 ? undefined : { type: 'rich_text', elements: parts.map(element) };
}

function element(part: RichPart): RichTextBlock['elements'][number] {
  switch (part.type) {
    case 'text':
      return section(part.text);
    case 'list':
      return { type: 'rich_text_list', style: 'bullet', elements: part.items.map(section) };
    case 'lines':
      return { type: 'rich_text_preformatted', elements: [{ type: 'text', text: part.lines.join('\n') }] };
  }
}

function section(text: string): RichTextSection {
  const pieces = text.split('`').map((piece, index): RichTextElement => {
    return { type: 'text', text: piece, ...(index % 2 === 1 && { style: { code: true } }) };
  });
  return {
    type: 'rich_text_section',
    elements: pieces.filter((piece) => 'text' in piece && piece.text !== ''),
  };
}

/** The same as mrkdwn, for the text of a message whose blocks are not shown. */
export function plainParts(parts: readonly RichPart[]): string[] {
  return parts.flatMap(plain);
}

function plain(part: RichPart): string[] {
  switch (part.type) {
    case 'text':
      return [escapeText(part.text)];
    case 'list':
      return part.items.map((item) => `• ${escapeText(item)}`);
    case 'lines':
      return [`\`\`\`${escapeEntities(part.lines.join('\n'))}\`\`\``];
  }
}

/** The current step's explanation, and what to type. */
export function stepDetails(id: StepId, progress: HandsOnProgress, messages: Messages): RichPart[] {
  const { steps, inSlack } = messages.handsOn;
  const line = stepLine(id, progress);
  const costs = id === 'clean-up' && progress.where.endpoint === undefined;
  return [
    ...(costs ? [{ type: 'text', text: steps['clean-up'].costs } as const] : []),
    { type: 'text', text: steps[id].idea },
    ...ownParts(id, progress, messages),
    ...(line === undefined
      ? []
      : ([
          { type: 'text', text: inSlack },
          { type: 'lines', lines: [`${messages.command} ${line}`] },
        ] as const)),
    ...(id === 'clean-up' ? cleanUpLines(progress, messages) : []),
  ];
}

function ownParts(id: StepId, progress: HandsOnProgress, { handsOn: { steps } }: Messages): RichPart[] {
  const { facts } = progress;
  switch (id) {
    case 'image':
      return [
        ...(progress.where.endpoint === undefined
          ? []
          : [{ type: 'text' as const, text: steps.image.local }]),
        { type: 'text', text: steps.image.shell },
        { type: 'lines', lines: buildLines },
      ];
    case 'repository':
      return facts.repository === undefined ? [] : pushParts(progress, steps.repository);
    case 'network':
      return isNetworkUp(facts)
        ? []
        : [
            { type: 'text', text: steps.network.shell },
            {
              type: 'lines',
              lines: [`npm run hands-on -- up --lesson ${shellFlags(progress.where).handsOn}`],
            },
          ];
    case 'task-definition':
      return [{ type: 'list', items: definitionParts(progress, steps['task-definition'].parts) }];
    default:
      return [];
  }
}

const buildLines = [
  'docker build -t hello-world infra/hands-on/app',
  'docker images',
  'docker run -d -p 8080:80 --name h4b-local-run hello-world',
  'docker ps',
  'curl http://localhost:8080',
  'docker exec -i -t h4b-local-run bash',
  'docker rm -f h4b-local-run',
];

/** What to type after `/ecs` for the current step; undefined if there is nothing to do in Slack. */
export function stepLine(id: StepId, { names, facts }: HandsOnProgress): string | undefined {
  const { cluster, service, family, repository } = names;
  const target = `${cluster}/${service}`;
  switch (id) {
    case 'repository':
      return facts.repository === undefined
        ? `create-repository ${repository}`
        : `push-commands ${repository}`;
    case 'cluster':
      return `create-cluster ${cluster}`;
    case 'task-definition':
      return `register-task-definition ${family} ${repository}:${facts.repository?.tag ?? 'latest'}`;
    case 'service':
      return facts.service === undefined ? `create-service ${target} ${family}` : undefined;
    case 'stop-task':
      return `stop-task ${target}`;
    case 'scale':
      return `scale ${target} ${scaledOutTo}`;
    case 'clean-up':
      if (facts.service !== undefined) return `delete-service ${target}`;
      return facts.cluster === undefined ? undefined : `delete-cluster ${cluster}`;
    default:
      return undefined;
  }
}

/** How to delete the rest. The first learner also deletes the network; the others delete only what is theirs, because the network is still needed. */
function cleanUpLines({ place, names, facts, where }: HandsOnProgress, { handsOn }: Messages): RichPart[] {
  const { family, repository } = names;
  const revision = facts.taskDefinition?.name ?? `${family}:1`;
  const flags = shellFlags(where);
  const lines =
    place === 1
      ? [`npm run hands-on -- down ${flags.handsOn}`]
      : [
          `aws ecr delete-repository --repository-name ${shellWord(repository)} --force ${flags.aws}`,
          `aws ecs deregister-task-definition --task-definition ${shellWord(revision)} ${flags.aws}`,
        ];
  return [
    { type: 'text', text: handsOn.steps['clean-up'].afterService },
    { type: 'lines', lines },
  ];
}

/** The flags that `npm run hands-on` and the AWS CLI need, so that a copied line uses the same AWS as the hands-on. */
function shellFlags(where: HandsOnWhere): { readonly handsOn: string; readonly aws: string } {
  const region = `--region ${shellWord(where.region)}`;
  if (where.endpoint === undefined) return { handsOn: region, aws: region };
  const aws = `${region} --endpoint-url ${shellWord(where.endpoint)}`;
  return { handsOn: localPlace(where.endpoint), aws };
}

/** How an image gets into the repository: the usual push. The local ECR stores no layers, so there a single line registers the tag. */
function pushParts(
  { names: { repository }, where }: HandsOnProgress,
  words: Messages['handsOn']['steps']['repository'],
): RichPart[] {
  const push: RichPart = { type: 'text', text: words.push(repository) };
  if (where.endpoint === undefined) return [push];
  const line = localPush(repository, where.endpoint);
  return [{ type: 'text', text: words.local }, { type: 'lines', lines: [line] }, push];
}

type Parts = Messages['handsOn']['steps']['task-definition']['parts'];

/** The short form's defaults. */
const size = { cpu: 256, memory: 512 };

/** The parts of the task definition to register, each with its meaning. */
function definitionParts({ names, facts }: HandsOnProgress, words: Parts): string[] {
  const { repository, network } = facts;
  const image =
    repository?.tag === undefined ? `${names.repository}:latest` : `${repository.uri}:${repository.tag}`;
  return [
    words.family(names.family),
    words.image(image),
    words.size(size.cpu, size.memory),
    words.port,
    words.network,
    ...(network?.executionRole === undefined ? [] : [words.role(network.executionRole)]),
    ...(network?.logGroup === undefined ? [] : [words.log(network.logGroup)]),
  ];
}
