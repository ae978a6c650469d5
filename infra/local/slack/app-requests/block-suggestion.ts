import type { FoundElement } from '../block-kit/find-elements.ts';
import { menuOption } from '../block-kit/objects/menu-option.ts';
import { optionGroup } from '../block-kit/objects/option-group.ts';
import type { Problem } from '../block-kit/rule.ts';
import { list } from '../block-kit/rules/list.ts';
import { isRecord } from '../http/is-record.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Container } from './container.ts';
import { containerFields } from './container-fields.ts';
import { sendPayload } from './send-payload.ts';
import { sharedFields } from './shared-fields.ts';

/** Options of an external menu for what was typed so far, or nothing when the app's answer cannot be used. */
export interface Suggestions {
  readonly options?: readonly unknown[];
  readonly option_groups?: readonly unknown[];
}

/** Asks the app for the options of an `external_select`: at most 100, or 100 groups. */
export async function blockSuggestion(
  world: SlackWorld,
  user: string,
  container: Container,
  { blockId, actionId }: FoundElement,
  query: string,
): Promise<Suggestions> {
  const answer = await sendPayload(world, {
    type: 'block_suggestion',
    ...sharedFields(world, user),
    ...containerFields(world, user, container),
    ...{ action_id: actionId, block_id: blockId, value: query },
  });
  if (answer.kind !== 'ok') return {};
  const { options, option_groups } = parse(answer.body);
  const problems: Problem[] = [];
  const context = { surface: 'message' as const, report: (problem: Problem) => void problems.push(problem) };
  if (options !== undefined) list(menuOption, 100, 0)(options, '/options', context);
  if (option_groups !== undefined) list(optionGroup, 100, 0)(option_groups, '/option_groups', context);
  if (problems.length > 0) return {};
  if (Array.isArray(option_groups)) return { option_groups };
  return { options: Array.isArray(options) ? options : [] };
}

function parse(body: string): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(body);
    return isRecord(value) ? value : {};
  } catch {
    return {};
  }
}
