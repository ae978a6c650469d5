import { cardBlocks } from './blocks/card-blocks.ts';
import { containerBlock } from './blocks/container-block.ts';
import { inputBlocks } from './blocks/input-blocks.ts';
import { layoutBlocks } from './blocks/layout-blocks.ts';
import { mediaBlocks } from './blocks/media-blocks.ts';
import { progressBlocks } from './blocks/progress-blocks.ts';
import { tableBlocks } from './blocks/table-blocks.ts';
import { textBlocks } from './blocks/text-blocks.ts';
import type { Rule } from './rule.ts';

const inContainers = [
  'actions',
  'context',
  'divider',
  'header',
  'image',
  'input',
  'rich_text',
  'section',
  'table',
  'video',
];

const plainTypes: Readonly<Record<string, Rule>> = {
  ...layoutBlocks,
  ...mediaBlocks,
  ...inputBlocks,
  ...textBlocks,
  ...tableBlocks,
  ...progressBlocks,
  ...cardBlocks,
};

/** Every block type with its rule. */
export const blockTypes: Readonly<Record<string, Rule>> = {
  ...plainTypes,
  container: containerBlock(
    Object.fromEntries(Object.entries(plainTypes).filter(([type]) => inContainers.includes(type))),
  ),
};
