import type { Problem, Surface } from '../../block-kit/rule.ts';
import { validateBlocks } from '../../block-kit/validate-blocks.ts';
import { validateView } from '../../block-kit/validate-view.ts';
import { isRecord } from '../../http/is-record.ts';
import type { Arguments } from '../arguments.ts';
import { invalidArguments } from '../invalid-arguments.ts';
import type { Method } from '../method.ts';
import { SlackApiError } from '../slack-api-error.ts';
import { tier } from '../tier.ts';

/** blocks.validate: needs no token; takes `blocks`, `message` or `view` and tells every problem with its pointer. */
export const blocksValidate: Method = {
  scope: 'none',
  rates: tier(3),
  run({ args }) {
    const errors = problemsOf(args);
    if (errors.length === 0) return {};
    throw new SlackApiError('invalid_blocks', {
      errors: errors.map(({ code, message, pointer, constraint }) => ({
        ...{ code, message, pointer },
        ...(constraint && { constraint }),
      })),
    });
  },
};

function problemsOf(args: Arguments): readonly Problem[] {
  const view = read(args, 'view');
  if (view !== undefined) return validateView(view);
  const message = read(args, 'message');
  const blocks = isRecord(message) ? message.blocks : read(args, 'blocks');
  if (blocks === undefined) throw invalidArguments('missing required field: blocks, message or view');
  const surface: Surface = 'message';
  return validateBlocks(blocks, surface);
}

function read(args: Arguments, name: string): unknown {
  const given = args.json(name);
  if (given === 'invalid') throw invalidArguments(`must be valid JSON [json-pointer:/${name}]`);
  return given?.value;
}
