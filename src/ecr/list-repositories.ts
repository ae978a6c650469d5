import { type ECRClient, paginateDescribeRepositories } from '@aws-sdk/client-ecr';

/** `aws ecr describe-repositories`: the names of all repositories of this account and region, a thousand a call. */
export async function listRepositories(ecr: ECRClient): Promise<string[]> {
  const names: string[] = [];
  for await (const page of paginateDescribeRepositories({ client: ecr }, { maxResults: 1000 })) {
    names.push(...(page.repositories ?? []).flatMap(({ repositoryName }) => repositoryName ?? []));
  }
  return names;
}
