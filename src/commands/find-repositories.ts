import { hasRepository } from '../ecr/has-repository.ts';
import { listRepositories } from '../ecr/list-repositories.ts';
import { readImageName } from '../ecr/read-image-name.ts';
import type { Service } from '../ecs/service.ts';
import type { CommandContext } from './command-context.ts';
import { findService } from './find-service.ts';
import { nearest } from './nearest.ts';
import { Refusal } from './refusal.ts';

/** Whose images were asked for: a repository's, or those that a service runs. */
export type Repositories =
  | { readonly type: 'repository'; readonly repository: string }
  | { readonly type: 'service'; readonly service: Service };

/**
 * What was meant by a repository's name, ARN or URI, or by a service. `shop/web` can be both: then it is the repository,
 * because that is the word of whose images were asked. Throws Refusal with the nearest of both.
 */
export async function findRepositories(
  { ecs, ecr }: Pick<CommandContext, 'ecs' | 'ecr'>,
  given: string,
): Promise<Repositories> {
  const name = repositoryName(given);
  if (await hasRepository(ecr, name)) return { type: 'repository', repository: name };
  try {
    return { type: 'service', service: await findService(ecs, given) };
  } catch (error) {
    const problem = error instanceof Refusal ? error.problem : undefined;
    if (problem?.code !== 'unknownService' && problem?.code !== 'unknownCluster') throw error;
    const services = problem.code === 'unknownService' ? problem.nearest : [];
    const like = [...new Set([...nearest(name, await listRepositories(ecr)), ...services])].slice(0, 3);
    throw new Refusal({ code: 'unknownRepository', given, nearest: like }, { cause: error });
  }
}

/** A repository's name holds slashes, so that it is all that follows the ARN's `repository/`. No other ARN names one. */
function repositoryName(given: string): string {
  if (!given.startsWith('arn:')) return readImageName(given).repository;
  return /^arn:[^:]+:ecr:[^:]*:[^:]*:repository\/(.+)$/.exec(given)?.[1] ?? '';
}
