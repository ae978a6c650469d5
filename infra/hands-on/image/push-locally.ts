import { PutImageCommand } from '@aws-sdk/client-ecr';
import { ScriptProblem } from '../../deploy/script-problem.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';

/** An image's manifest as `docker push` sends it last; the local ECR takes no layers, and is content with it. */
const imageManifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: {},
  layers: [],
});

/**
 * Registers `latest` of a repository in the local ECR, in place of a push. Done twice it is done once.
 * @throws ScriptProblem outside the local AWS, and before the repository is there
 */
export async function pushLocally(
  {
    clients: { ecr },
    isLocal,
  }: { readonly clients: Pick<HandsOnWorld['clients'], 'ecr'>; readonly isLocal: boolean },
  repositoryName: string,
): Promise<void> {
  if (!isLocal) {
    throw new ScriptProblem(
      'push is for the local AWS. Of your own account /ecs push-commands shows the lines.',
    );
  }
  try {
    await ecr.send(new PutImageCommand({ repositoryName, imageTag: 'latest', imageManifest }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ImageAlreadyExistsException') return;
    if (error.name !== 'RepositoryNotFoundException') throw error;
    throw new ScriptProblem(
      `There is no repository ${repositoryName} yet: /ecs create-repository ${repositoryName} makes it.`,
    );
  }
}
