import type { KnownBlock } from '@slack/types';
import type { Surface } from '../block-kit/rule.ts';
import { validateBlocks } from '../block-kit/validate-blocks.ts';
import { isRecord } from '../http/is-record.ts';
import type { SlackWorld } from '../slack-world.ts';
import { SlackApiError } from './slack-api-error.ts';

/** The blocks as they are, or `invalid_blocks` with one message per broken rule, as Slack words them. */
export function checkBlocks(
  blocks: readonly unknown[],
  surface: Surface,
  world: SlackWorld,
  method: string,
): readonly KnownBlock[] {
  const problems = validateBlocks(blocks, surface).map(
    ({ message, pointer }) => `${message} [json-pointer:${pointer}]`,
  );
  const refused = world.faults.take(method, ['refuse_block'], ({ blockType }) =>
    blocks.some((block) => isRecord(block) && block.type === blockType),
  );
  if (refused) {
    const at = blocks.findIndex((block) => isRecord(block) && block.type === refused.blockType);
    problems.push(`unsupported type: ${refused.blockType} [json-pointer:/blocks/${at}/type]`);
  }
  if (problems.length > 0) {
    throw new SlackApiError('invalid_blocks', {
      errors: problems,
      response_metadata: { messages: problems.map((problem) => `[ERROR] ${problem}`) },
    });
  }
  return blocks as readonly KnownBlock[];
}
