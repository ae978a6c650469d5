import type { Container } from './container.ts';

/** The blocks of a message, those in its attachments included, or of a view. */
export function blocksIn(container: Container): readonly unknown[] {
  if ('view' in container) return container.view.blocks;
  const { blocks = [], attachments = [] } = container.message;
  return [...blocks, ...attachments.flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []))];
}
