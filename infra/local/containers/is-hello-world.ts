import type { ContainerEntity } from '../ecs/entities/container-entity.ts';

/**
 * Whether a container is the hands-on's web page: its image lies in a repository `hello-world`, or it has that name (where
 * no image was pushed, a public one stands in). One that asks for a behaviour which only a played container has is played.
 */
export function isHelloWorld({
  name,
  image,
  behaviour,
}: Pick<ContainerEntity, 'name' | 'image' | 'behaviour'>): boolean {
  if (behaviour.exit !== undefined || behaviour.ignoresSigterm) return false;
  return name === 'hello-world' || /(?:^|\/)hello-world(?:[:@]|$)/.test(image);
}
