import { readImageName } from './read-image-name.ts';

const ecrHost = /^(\d{12})\.dkr[.-]ecr(?:-fips)?\.([a-z0-9-]+)\./;

/**
 * The name of an image's repository, if the ECR of the account and region that `arn` names holds it; undefined for
 * Docker Hub, public.ecr.aws, another account or another region.
 */
export function ownRepository(image: string, arn: string): string | undefined {
  const { registry = '', repository } = readImageName(image);
  const [, accountId, region] = ecrHost.exec(registry) ?? [];
  const [, , , arnRegion, arnAccountId] = arn.split(':');
  return accountId !== undefined && accountId === arnAccountId && region === arnRegion
    ? repository
    : undefined;
}
