import {
  DescribeRepositoriesCommand,
  type ECRClient,
  InvalidParameterException,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';

/** `aws ecr describe-repositories --repository-names …`: whether it exists in this account and region. */
export async function hasRepository(ecr: ECRClient, name: string): Promise<boolean> {
  // An empty list of names would ask for all repositories.
  if (name === '') return false;
  try {
    const answer = await ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [name] }));
    return (answer.repositories ?? []).length > 0;
  } catch (error) {
    // A text that can't be a repository's name (capitals, spaces) is refused as an invalid parameter.
    if (error instanceof RepositoryNotFoundException || error instanceof InvalidParameterException)
      return false;
    throw error;
  }
}
