import type { ContainerEntity } from '../ecs/entities/container-entity.ts';

/**
 * Whether a container is the hands-on's web page: its image lies in a repository `hello-world`, and no behaviour is asked
 * for that only a played container has.
 */
export function isHelloWorld({ image, behaviour }: Pick<ContainerEntity, 'image' | 'behaviour'>): boolean {
  if (behaviour.exit !== undefined || behaviour.ignoresSigterm) return false;
  return /(?:^|\/)hello-world(?:[:@]|$)/.test(image);
}
