import { findRepositoryUri } from '../ecr/find-repository-uri.ts';
import { listRepositories } from '../ecr/list-repositories.ts';
import { readImageName } from '../ecr/read-image-name.ts';
import type { CommandContext } from './command-context.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';

/**
 * The image that a task definition names: with a registry as it was typed, `repository[:tag]` as this account's ECR has it. Docker
 * Hub's short names are not taken for it: `nginx` is no repository here. Throws Refusal with the nearest ones.
 */
export async function findImage(ecr: CommandContext['ecr'], given: string): Promise<string> {
  const { registry, repository, tag, digest } = readImageName(given);
  if (registry !== undefined) return given;
  const uri = await findRepositoryUri(ecr, repository);
  if (uri === undefined) {
    const like = nearest(repository, await listRepositories(ecr));
    throw new Refusal({ code: 'unknownRepository', given: repository, nearest: like });
  }
  return digest === undefined ? `${uri}:${tag}` : `${uri}@${digest}`;
}
