import type { ResourceChange } from '../changes/resource-change.ts';

/** The resource as people name it: `hands-on/hello-world`, `hands-on`, `hello-world`. */
export function resourceName({ target }: ResourceChange): string {
  if ('repository' in target) return target.repository;
  if ('family' in target) return target.family;
  return 'service' in target ? `${target.cluster}/${target.service}` : target.cluster;
}
