import type { ImageSource } from './image-source.ts';

/** No image can come from here, and why: the local ECR keeps no layers. */
export function noImage(why: string): ImageSource {
  const refuse = () => Promise.reject(new Error(why));
  return { problem: () => Promise.resolve(why), tag: refuse, push: refuse };
}
