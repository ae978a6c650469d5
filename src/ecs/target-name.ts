import type { Target } from './target.ts';

/** `shop/web`, or `shop/3f2a…` for a task that belongs to no service: what can be typed as a target. */
export function targetName(target: Target): string {
  return `${target.cluster}/${'service' in target ? target.service : target.task}`;
}
