import type { Dispatched } from '../../src/commands/line/dispatch.ts';
import type { Reply } from '../../src/commands/registry.ts';

/** The answer of a reading line; throws when it was another kind of outcome. */
export async function replyOf<Kind extends Reply['kind']>(
  kind: Kind,
  work: Promise<Dispatched<Reply>>,
): Promise<Extract<Reply, { kind: Kind }>> {
  const { outcome } = await work;
  if (outcome.type === 'reply' && outcome.reply.kind === kind) {
    return outcome.reply as Extract<Reply, { kind: Kind }>;
  }
  throw new Error(`It came to ${JSON.stringify(outcome)}`);
}
