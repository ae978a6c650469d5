import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { ServiceError } from '../../aws/service-error.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { findRepository } from '../find-repository.ts';
import { members } from '../members.ts';
import { toPage } from '../to-page.ts';
import { toRepository } from '../to-repository.ts';

const request = z.object({
  registryId: members.registryId,
  repositoryNames: z.array(members.repositoryName).min(1).max(100).optional(),
  nextToken: members.nextToken,
  maxResults: members.maxResults,
});

/** `aws ecr describe-repositories [--repository-names …]`: one missing name fails the whole call. */
export function describeRepositories(world: EcrWorld, input: Record<string, unknown>) {
  const { repositoryNames, registryId, ...paging } = parseInput(request, input);
  if (repositoryNames !== undefined) {
    if (paging.maxResults !== undefined || paging.nextToken !== undefined) {
      const message = 'maxResults and nextToken can not be used together with repositoryNames.';
      throw new ServiceError('InvalidParameterException', message);
    }
    const named = repositoryNames.map((name) => findRepository(world, name, registryId));
    return { repositories: named.map((repository) => toRepository(world, repository)) };
  }
  const isOurs = registryId === undefined || registryId === world.accountId;
  const all = isOurs ? [...world.repositories.values()] : [];
  const { page, ...next } = toPage(all, ({ name }) => name, paging);
  return { repositories: page.map((repository) => toRepository(world, repository)), ...next };
}
