import type { ImagesReply } from '../commands/images.ts';
import type { Messages } from './messages/messages.ts';

/** Where was looked for who runs the images, and where not. */
export function imageSearch(
  { asked, search, onlyCluster }: ImagesReply,
  { replies, sentences }: Messages,
): string {
  const words = replies.images;
  const { clusters, searched, total, unknown } = search;
  return sentences([
    total === 0 ? words.noServices(clusters) : words.searched(searched, total, clusters),
    ...(asked.type === 'service' || onlyCluster !== undefined ? [words.otherClusters] : []),
    ...(unknown.length > 0 ? [words.unknown(unknown)] : []),
  ]);
}
