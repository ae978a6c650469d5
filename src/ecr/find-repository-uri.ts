import {
  DescribeRepositoriesCommand,
  type ECRClient,
  InvalidParameterException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';

/**
 * `aws ecr describe-repositories --repository-names …`: where a repository of this account and region is pushed to,
 * `<account>.dkr.ecr.<region>.amazonaws.com/<name>`; undefined when there is none.
 */
export async function findRepositoryUri(ecr: ECRClient, name: string): Promise<string | undefined> {
  // An empty list of names would ask for all repositories.
  if (name === '') return undefined;
  try {
    const answer = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    return answer.repositories?.[0]?.repositoryUri;
  } catch (error) {
    if (error instanceof RepositoryNotFoundException || error instanceof InvalidParameterException)
      return undefined;
    throw error;
  }
}
