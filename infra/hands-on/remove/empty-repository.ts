import { BatchDeleteImageCommand, type ECRClient, paginateListImages } from '@aws-sdk/client-ecr';

/** Deletes every image of a repository; gives how many there were. */
export async function emptyRepository(client: ECRClient, repositoryName: string): Promise<number> {
  const digests = new Set<string>();
  for await (const { imageIds = [] } of paginateListImages({ client }, { repositoryName })) {
    for (const { imageDigest } of imageIds) if (imageDigest !== undefined) digests.add(imageDigest);
  }
  const all = [...digests].map((imageDigest) => ({ imageDigest }));
  // What an image list names is refused as long as the list is there: a second round takes it.
  for (const _round of ['lists', 'what they named']) {
    for (let from = 0; from < all.length; from += 100) {
      const imageIds = all.slice(from, from + 100);
      await client.send(new BatchDeleteImageCommand({ repositoryName, imageIds }));
    }
  }
  return all.length;
}
