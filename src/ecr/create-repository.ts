import {
  CreateRepositoryCommand,
  type ECRClient,
  RepositoryAlreadyExistsException,
} from '@aws-sdk/client-ecr';

/** As on the hands-on's stack, so that it can be found again; ECR writes tags' keys in capitals. */
const tags = [{ Key: 'ecs-ops-bot', Value: 'hands-on' }];

/** `aws ecr create-repository --repository-name …`: harmless for one that is there. The answer is the request's id. */
export async function createRepository(ecr: ECRClient, repositoryName: string): Promise<string | undefined> {
  try {
    const { $metadata } = await ecr.send(new CreateRepositoryCommand({ repositoryName, tags }));
    return $metadata.requestId;
  } catch (error) {
    if (error instanceof RepositoryAlreadyExistsException) return undefined;
    throw error;
  }
}
