import { imageSource } from '../objects/image-source.ts';
import { oneOf } from '../rules/one-of.ts';
import { string } from '../rules/string.ts';

/** An image inside another block. */
export const image = imageSource({ type: oneOf('image'), alt_text: string(2000) });
