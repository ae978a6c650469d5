import type { KnownBlock, PlainTextElement } from '@slack/types';
import { assignIds } from '../block-kit/assign-ids.ts';
import { validateView } from '../block-kit/validate-view.ts';
import { isRecord } from '../http/is-record.ts';
import type { SlackWorld } from '../slack-world.ts';
import { randomId } from '../state/random-id.ts';
import type { View } from '../state/view.ts';
import type { Arguments } from './arguments.ts';
import { invalidArguments } from './invalid-arguments.ts';
import { SlackApiError } from './slack-api-error.ts';

const maximumSize = 250_000;

/** The `view` argument, checked, as a function from its user to the view. */
export function readView(
  args: Arguments,
  world: SlackWorld,
  method: string,
  type: View['type'],
): (user: string) => View {
  const given = args.json('view');
  if (given === undefined) throw invalidArguments('missing required field: view');
  if (given === 'invalid' || !isRecord(given.value))
    throw invalidArguments('must be an object [json-pointer:/view]');
  const view = given.value;
  if (JSON.stringify(view).length > maximumSize) throw new SlackApiError('view_too_large');
  const problems = validateView(view).map(
    ({ message, pointer }) => `${message} [json-pointer:/view${pointer}]`,
  );
  if (view.type !== type) problems.push(`unsupported type: ${String(view.type)} [json-pointer:/view/type]`);
  const blocks = Array.isArray(view.blocks) ? view.blocks : [];
  const refused = world.faults.take(method, ['refuse_block'], ({ blockType }) =>
    blocks.some((block) => isRecord(block) && block.type === blockType),
  );
  if (refused) problems.push(`unsupported type: ${refused.blockType} [json-pointer:/view/blocks]`);
  if (problems.length > 0) throw invalidArguments(...problems);
  const id = randomId('V', 10);
  const plain = (name: string) => view[name] as PlainTextElement | undefined;
  const text = (name: string) => (typeof view[name] === 'string' ? view[name] : '');
  const [title, submit, close] = [plain('title'), plain('submit'), plain('close')];
  return (user) => ({
    ...{ id, rootId: id, user, type, hash: `${world.clock.now() / 1000}.${randomId('', 8)}` },
    blocks: assignIds(blocks as KnownBlock[]),
    ...(title && { title }),
    ...(submit && { submit }),
    ...(close && { close }),
    ...{ privateMetadata: text('private_metadata'), callbackId: text('callback_id') },
    ...{ externalId: text('external_id'), notifyOnClose: view.notify_on_close === true },
    clearOnClose: view.clear_on_close === true,
  });
}
