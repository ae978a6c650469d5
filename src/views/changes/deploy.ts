import { imageTag, nameFromArn } from '../../aws/ecs/target.ts';
import type { DeployChange, DeployedImage } from '../../changes/change.ts';
import type { Messages } from '../../messages/en/index.ts';
import { comparedImages, escapeText, formatAge, shortImage, wordOf } from '../../messages/mrkdwn.ts';
import { definitionChangeLines } from '../replies/task-definition.ts';

/** What is deployed over what, what follows from it, and what was found out about it, one line each; `replaced` says what becomes of the tasks. */
export function deployFacts(change: DeployChange, replaced: readonly string[], messages: Messages): string[] {
  const { before, takesMs, stack, family, repositories, roles, images, movedTags } = change;
  const { deploymentChanges: words } = messages;
  const { deploy } = words;
  return [
    ...changeFacts(change, messages),
    ...roles.map(({ name, role }) => deploy.role[name](role && nameFromArn(role))),
    ...(family === undefined ? [] : [deploy.family(family)]),
    ...(repositories.length === 0 ? [] : [deploy.repositories(repositories)]),
    ...images.map((image) => checkedText(image, images.length > 1, messages)),
    ...movedTags.map(({ image, from, to }) => words.movedTag(image, from, to)),
    ...replaced,
    ...strategyFacts(change, messages),
    ...(takesMs === undefined ? [] : [deploy.takes(formatAge(takesMs, messages.locale))]),
    ...(stack === undefined ? [] : [deploy.stack(stack)]),
    ...(before.isDeploying ? [words.isDeploying] : []),
  ];
}

function changeFacts(
  { before, after, images, differences, moreDifferences = 0, container }: DeployChange,
  messages: Messages,
): string[] {
  const { deploymentChanges: words } = messages;
  if ('taskDefinition' in after) {
    return [
      words.revisions(before.taskDefinition, after.taskDefinition, undefined),
      ...(differences.length === 0 ? [words.sameDefinition] : definitionChangeLines(differences, messages)),
      ...(moreDifferences === 0 ? [] : [words.moreDifferences(moreDifferences, after.taskDefinition)]),
    ];
  }
  return images.flatMap((image) => [
    imageText(image, container, messages),
    words.deploy.copies(before.taskDefinition, image.digest !== undefined),
  ]);
}

/** `1.4.1` → `1.4.2`, each with its digest; of another repository with its name. */
function imageText(
  { image, digest, from }: DeployedImage,
  container: string | undefined,
  messages: Messages,
): string {
  const { deploy: words } = messages.deploymentChanges;
  if (from === undefined) return words.images(undefined, words.image(image, digest), container);
  const [before, after] =
    repository(from.image) === repository(image)
      ? [imageTag(from.image), imageTag(image)]
      : comparedImages(withoutDigest(from.image), withoutDigest(image));
  return words.images(words.image(before, from.digest), words.image(after, digest), container);
}

function repository(image: string): string {
  return withoutDigest(image).replace(/:[^:/]+$/, '');
}

function withoutDigest(image: string): string {
  return image.split('@')[0] ?? '';
}

/** Where it is, whether it fits, and what its scan found. */
function checkedText(
  { image, digest, platform, findings }: DeployedImage,
  isOfSeveral: boolean,
  { deploymentChanges, replies }: Messages,
): string {
  const { deploy: words } = deploymentChanges;
  const name = isOfSeveral ? shortImage(withoutDigest(image)) : undefined;
  if (digest === undefined) return words.checked(name, [words.unchecked]);
  const { images: scan } = replies;
  const found = findings?.length === 0 ? scan.noFindings : findings && scan.findings(findings);
  return words.checked(name, [
    words.inEcr,
    platform === 'fits' ? words.fits : words.unknownPlatform,
    found ?? words.notScanned,
  ]);
}

/** A rolling deployment without hooks is what everybody expects. */
function strategyFacts(
  { strategy, hooks }: DeployChange,
  { deploymentChanges, episodes }: Messages,
): string[] {
  if (strategy === 'ROLLING' && hooks.length === 0) return [];
  const name = wordOf(episodes.stages.strategy, strategy) ?? escapeText(strategy);
  const stagesOf = (isPause: boolean) => [
    ...new Set(hooks.filter(({ type }) => (type === 'PAUSE') === isPause).flatMap(({ stages }) => stages)),
  ];
  return [deploymentChanges.deploy.strategy(name, stagesOf(true), stagesOf(false))];
}
