import type { Lesson } from '../../lesson/lesson.ts';
import type { Messages } from '../messages/messages.ts';
import type { RichPart } from './rich-text.ts';

/** An image's manifest as `docker push` sends it last. */
const manifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: {},
  layers: [],
});

/** How an image gets into the repository: as everywhere; the local ECR takes no layers, and is content with the manifest. */
export function pushParts(
  { names: { repository }, where: { endpoint } }: Lesson,
  words: Messages['handsOn']['steps']['repository'],
): RichPart[] {
  const push: RichPart = { type: 'text', text: words.push(repository) };
  if (endpoint === undefined) return [push];
  const body = JSON.stringify({ repositoryName: repository, imageTag: 'latest', imageManifest: manifest });
  const line = [
    `curl ${endpoint} -H 'Authorization: local'`,
    "-H 'X-Amz-Target: AmazonEC2ContainerRegistry_V20150921.PutImage'",
    `-d '${body}'`,
  ].join(' ');
  return [push, { type: 'text', text: words.local }, { type: 'lines', lines: [line] }];
}
