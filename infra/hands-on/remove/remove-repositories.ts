import { DeleteRepositoryCommand } from '@aws-sdk/client-ecr';
import { findRepositories } from '../find/find-repositories.ts';
import type { Found } from '../find/found.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { emptyRepository } from './empty-repository.ts';

/** Empties repositories and deletes them; CloudFormation takes one that is gone for deleted. */
export async function removeRepositories(
  { clients: { ecr }, say }: Pick<HandsOnWorld, 'clients' | 'say'>,
  isWanted: (found: Found) => boolean,
): Promise<void> {
  for (const { name } of (await findRepositories({ ecr })).filter(isWanted)) {
    const images = await emptyRepository(ecr, name);
    await ecr.send(new DeleteRepositoryCommand({ repositoryName: name }));
    say(
      `Deleted repository ${name}${images === 0 ? '' : ` with ${images} ${images === 1 ? 'image' : 'images'}`}`,
    );
  }
}
