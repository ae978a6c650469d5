import {
  ListTagsForResourceCommand,
  paginateDescribeImages,
  paginateDescribeRepositories,
} from '@aws-sdk/client-ecr';
import type { HandsOnClients } from '../create-hands-on-clients.ts';
import type { Found } from './found.ts';
import { hasOurName } from './has-our-name.ts';
import { hasOurTag } from './has-our-tag.ts';
import { monthlyCost } from './monthly-cost.ts';

/** Repositories with such a name. */
export async function findRepositories({ ecr: client }: Pick<HandsOnClients, 'ecr'>): Promise<Found[]> {
  const found: Found[] = [];
  for await (const { repositories = [] } of paginateDescribeRepositories({ client }, {})) {
    for (const { repositoryName: name = '', repositoryArn: resourceArn } of repositories) {
      if (!hasOurName(name)) continue;
      const { tags } = await client.send(new ListTagsForResourceCommand({ resourceArn }));
      let bytes = 0;
      for await (const { imageDetails = [] } of paginateDescribeImages(
        { client },
        { repositoryName: name },
      )) {
        bytes += imageDetails.reduce((sum, { imageSizeInBytes = 0 }) => sum + imageSizeInBytes, 0);
      }
      found.push({ name, isOurs: hasOurTag(tags), monthly: monthlyCost.images(bytes) });
    }
  }
  return found;
}
