import { ids } from '../objects/ids.ts';
import { imageSource } from '../objects/image-source.ts';
import { plainText } from '../objects/plain-text.ts';
import type { Rule } from '../rule.ts';
import { matching } from '../rules/matching.ts';
import { object } from '../rules/object.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

const url = matching(/^https:\/\//, 'must be a valid URL');

/** Pictures and videos. A `file` block cannot be posted by an app, so it is not here. */
export const mediaBlocks: Readonly<Record<string, Rule>> = {
  image: imageSource(
    { type: oneOf('image'), alt_text: string(2000) },
    { ...ids.block, title: plainText(2000) },
  ),
  video: object(
    {
      ...{ type: oneOf('video'), title: plainText(199), alt_text: string() },
      ...{ video_url: url, thumbnail_url: url },
    },
    {
      ...ids.block,
      ...{ title_url: url, author_name: string(49), provider_name: string(), provider_icon_url: string() },
      description: plainText(),
    },
  ),
};
