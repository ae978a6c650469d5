import type { TaskDefinition } from '@aws-sdk/client-ecs';
import { findRepositoryUri, ownRepository, readImageName, repositoryKey } from '../../aws/ecr.ts';
import { newestNumber } from '../../aws/ecs/revision-copy.ts';
import type { Service } from '../../aws/ecs/services.ts';
import { familyOf } from '../../aws/ecs/target.ts';
import { readRevision } from '../../aws/ecs/task-definitions.ts';
import { type CheckedImage, checkImage, type ImageProblem } from '../../aws/image-check.ts';
import { unpassableRoles } from '../../aws/pass-roles.ts';
import type { DeployChange } from '../change.ts';
import type { Clients } from './kind.ts';

/** Why what was typed can't be deployed. */
export type NoDeploy =
  | ImageProblem
  /** It runs that revision or image. */
  | { readonly why: 'runsIt'; readonly what: string }
  | { readonly why: 'unknownRevision' | 'inactiveRevision'; readonly taskDefinition: string }
  /** A revision is deployed as it is, with all its containers. */
  | { readonly why: 'wholeRevision'; readonly taskDefinition: string }
  /** Its task definition has these roles, which the bot may not pass on. */
  | { readonly why: 'mayNotPass'; readonly roles: readonly string[] }
  /** Several of its containers are essential, or none is named so. */
  | { readonly why: 'whichContainer' | 'noContainer'; readonly containers: readonly string[] };

/** What a deployment takes its service to. */
export interface DeployTarget {
  readonly after: DeployChange['after'];
  /** Every image that changes, or that the named revision has. */
  readonly images: readonly { readonly container: string; readonly checked: CheckedImage }[];
  /** The content that will run. */
  readonly definition: TaskDefinition;
}

const tag = /^\w[\w.-]{0,127}$/;
const digest = /^sha256:[0-9a-f]{64}$/;
const revision = /^(?:arn:[^:]+:ecs:[^:]*:[^:]*:)?task-definition\/([\w-]{1,255}:[1-9]\d{0,8})$/;
const image =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:[._/-]+[a-z0-9]+)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** Whether a word has the form of something that can be deployed. */
export function isDeployable(typed: string): boolean {
  return typed.length <= 500 && [tag, digest, revision, image].some((form) => form.test(typed));
}

type Wanted =
  | { readonly type: 'revision'; readonly taskDefinition: string }
  | { readonly type: 'tag' | 'digest' | 'image'; readonly text: string };

/**
 * What a word means to a service that runs this family. In this order: `<its own family>:<number>` and `task-definition/<family>:<number>`, also as an
 * ARN, are revisions; `sha256:…` is a digest and a word without `:`, `/` and `@` a tag, both of the repository that the container has now; the rest is
 * an image. So a number after the family's own name is never a tag: the tag alone says that. And a revision of another family is never meant by
 * `name:number`, which is an image.
 */
export function readWanted(typed: string, family: string): Wanted {
  const [, named] = revision.exec(typed) ?? [];
  if (named !== undefined) return { type: 'revision', taskDefinition: named };
  const number = typed.startsWith(`${family}:`) ? typed.slice(family.length + 1) : '';
  if (/^[1-9]\d{0,8}$/.test(number)) return { type: 'revision', taskDefinition: typed };
  if (digest.test(typed)) return { type: 'digest', text: typed };
  return { type: tag.test(typed) ? 'tag' : 'image', text: typed };
}

export interface DeployClients extends Pick<Clients, 'ecs' | 'ecr'> {
  /** The roles that the bot may pass on to tasks; absent where that was checked before. */
  readonly passRoles?: readonly string[];
}

interface Asked {
  readonly wanted: string;
  /** The container that was named. */
  readonly container?: string | undefined;
}

/**
 * Finds what was asked for and checks it, for a service that runs the definition `now`: at most 1 DescribeTaskDefinition for a revision and 2 for an
 * image, 1 DescribeRepositories for a repository that the service does not have, and for each image what `checkImage` asks.
 */
export async function findDeployTarget(
  service: Service,
  now: TaskDefinition,
  { wanted: typed, container: named }: Asked,
  clients: DeployClients,
): Promise<DeployTarget | NoDeploy> {
  const { ecs, passRoles } = clients;
  const { taskDefinition } = service;
  const family = familyOf(taskDefinition);
  const wanted = readWanted(typed, family);
  if (wanted.type === 'revision' && named !== undefined)
    return { why: 'wholeRevision', taskDefinition: wanted.taskDefinition };
  if (wanted.type === 'revision') return findRevision(wanted.taskDefinition, service, clients);
  const container = chooseContainer(now, named);
  if ('why' in container) return container;
  const roles = passRoles === undefined ? [] : unpassableRoles(now, passRoles);
  if (roles.length > 0) return { why: 'mayNotPass', roles };
  const full = await fullName(wanted, container.image, { now, arn: service.arn, ...clients });
  if (full === undefined) return { why: 'noImage', image: typed };
  const platform = platformOf(now, service);
  const [newest, checked] = await Promise.all([
    newestNumber(ecs, taskDefinition),
    checkImage(full, { ecr: clients.ecr, arn: service.arn, platform }),
  ]);
  if ('why' in checked) return checked;
  const { name } = container;
  return {
    after: { image: checked.image, container: name, newest },
    images: [{ container: name, checked }],
    definition: {
      ...now,
      containerDefinitions: (now.containerDefinitions ?? []).map((each) =>
        each.name === name ? { ...each, image: checked.image } : each,
      ),
    },
  };
}

async function findRevision(
  taskDefinition: string,
  service: Service,
  { ecs, ecr }: Pick<Clients, 'ecs' | 'ecr'>,
): Promise<DeployTarget | NoDeploy> {
  if (taskDefinition === service.taskDefinition) return { why: 'runsIt', what: taskDefinition };
  const definition = await readRevision(ecs, taskDefinition);
  if (definition === undefined) return { why: 'unknownRevision', taskDefinition };
  if (definition.status !== 'ACTIVE') return { why: 'inactiveRevision', taskDefinition };
  const platform = platformOf(definition, service);
  const images: { container: string; checked: CheckedImage }[] = [];
  for (const { name = '', image: given = '' } of definition.containerDefinitions ?? []) {
    // What is pinned runs, whatever its tag means by now.
    const [pinned] = /@.*$/.exec(given) ?? [];
    const named = pinned === undefined ? given : `${withoutTag(given)}${pinned}`;
    const checked = await checkImage(named, { ecr, arn: service.arn, platform });
    if ('why' in checked) return checked;
    // A revision runs as it is written: nothing pins its tags.
    images.push({ container: name, checked: { ...checked, image: given } });
  }
  return { after: { taskDefinition }, images, definition };
}

interface Container {
  readonly name: string;
  readonly image: string;
}

/** The container whose image changes: the one that was named, or else the one that is essential. */
function chooseContainer(
  { containerDefinitions = [] }: TaskDefinition,
  named: string | undefined,
): Container | NoDeploy {
  const containers = containerDefinitions.map(({ name = '' }) => name);
  // A container is essential by default.
  const fitting = containerDefinitions.filter(({ name, essential = true }) =>
    named === undefined ? essential : name === named,
  );
  const [found, ...others] = fitting;
  if (found === undefined) return { why: named === undefined ? 'whichContainer' : 'noContainer', containers };
  if (others.length > 0) return { why: 'whichContainer', containers };
  return { name: found.name ?? '', image: found.image ?? '' };
}

interface Around extends Pick<Clients, 'ecr'> {
  readonly now: TaskDefinition;
  readonly arn: string;
}

/**
 * The image's name with its registry. A name without one is that of a repository in this account's ECR, unless the service has that very name from
 * Docker Hub now. Undefined where ECR has no such repository.
 */
async function fullName(
  wanted: Exclude<Wanted, { type: 'revision' }>,
  current: string,
  { now, arn, ecr }: Around,
): Promise<string | undefined> {
  if (wanted.type !== 'image') {
    const name = withoutTag(current);
    return wanted.type === 'tag' ? `${name}:${wanted.text}` : `${name}@${wanted.text}`;
  }
  const { registry, repository } = readImageName(wanted.text);
  if (registry !== undefined) return wanted.text;
  const has = (now.containerDefinitions ?? []).map(({ image: each = '' }) => each);
  const own = has.find((each) => ownRepository(each, arn) === repository);
  if (own !== undefined) return `${withoutTag(own)}${wanted.text.slice(repository.length)}`;
  const isOfDockerHub = has.some((each) => {
    const { registry: host, repository: known } = readImageName(each);
    return host === undefined && known === repository;
  });
  if (isOfDockerHub) return wanted.text;
  const uri = await findRepositoryUri(ecr, repository);
  return uri === undefined ? undefined : `${uri}${wanted.text.slice(repository.length)}`;
}

function withoutTag(name: string): string {
  return (name.split('@')[0] ?? '').replace(/:[^:/]+$/, '');
}

/**
 * Where the tasks run, as an index names it: `linux/amd64`. On EC2 and external instances without a runtime platform, nobody knows: their task
 * definition may be one that could run on Fargate too.
 */
function platformOf(
  { runtimePlatform }: TaskDefinition,
  { launchType }: Pick<Service, 'launchType'>,
): string | undefined {
  if (runtimePlatform === undefined && !launchType.includes('FARGATE')) return undefined;
  const { operatingSystemFamily = 'LINUX', cpuArchitecture = 'X86_64' } = runtimePlatform ?? {};
  const system = operatingSystemFamily.startsWith('WINDOWS') ? 'windows' : 'linux';
  return `${system}/${cpuArchitecture === 'ARM64' ? 'arm64' : 'amd64'}`;
}

/** The repositories of a definition's images that another does not have, as a grant calls them. */
export function newRepositories(then: TaskDefinition, now: TaskDefinition, arn: string): readonly string[] {
  const [brought, has] = [then, now].map(
    ({ containerDefinitions = [] }) =>
      new Set(containerDefinitions.map(({ image: each = '' }) => repositoryKey(each, arn))),
  );
  return [...(brought ?? [])].filter((each) => !has?.has(each));
}
