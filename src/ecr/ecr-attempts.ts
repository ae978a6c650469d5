import { DescribeImagesCommand, DescribeRepositoriesCommand, type ECRClient } from '@aws-sdk/client-ecr';
import type { Attempt } from '../doctor/attempt.ts';

/** Each right on ECR tried on a repository that does not exist: RepositoryNotFoundException proves the right. */
export function ecrAttempts(ecr: ECRClient, nobody: string): Attempt[] {
  return [
    {
      action: 'ecr:DescribeRepositories',
      run: () => ecr.send(new DescribeRepositoriesCommand({ repositoryNames: [nobody] })),
    },
    {
      action: 'ecr:DescribeImages',
      run: () => ecr.send(new DescribeImagesCommand({ repositoryName: nobody })),
    },
  ];
}
