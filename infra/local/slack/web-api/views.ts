import { isRecord } from '../../json.ts';
import type { Problem } from '../block-kit/rules.ts';
import { validateBlocks, validateView } from '../block-kit/validate.ts';
import type { SlackWorld } from '../world.ts';
import { readView } from './arguments.ts';
import { type Arguments, invalidArguments, type Method, SlackApiError, tier } from './method.ts';
import { viewJson } from './shapes.ts';

const maximumStack = 3;

/** `views.*`, and `blocks.validate`. */
export const viewMethods: Readonly<Record<string, Method>> = {
  /** blocks.validate: needs no token; takes `blocks`, `message` or `view` and reports every problem with its pointer. */
  'blocks.validate': {
    scope: 'none',
    rates: tier(3),
    run({ args }) {
      const errors = problemsOf(args);
      if (errors.length === 0) return {};
      throw new SlackApiError('invalid_blocks', {
        errors: errors.map(({ code, message, pointer, constraint }) => ({
          code,
          message,
          pointer,
          ...(constraint && { constraint }),
        })),
      });
    },
  },

  /** https://docs.slack.dev/reference/methods/views.open */
  'views.open': {
    rates: tier(4),
    run({ args, world, method }) {
      const draft = readView(args, world, method, 'modal');
      const user = exchange(world, args);
      world.views.close(user, true);
      const view = draft(user);
      world.views.push(view);
      return { view: viewJson(world, view) };
    },
  },

  /** https://docs.slack.dev/reference/methods/views.publish: a person's Home tab. */
  'views.publish': {
    rates: tier(4),
    run({ args, world, method }) {
      const user = args.required('user_id');
      if (!world.workspace.people.has(user)) throw new SlackApiError('user_not_found');
      const draft = readView(args, world, method, 'home');
      const before = world.views.home(user);
      const hash = args.optional('hash');
      if (hash !== undefined && before && hash !== before.hash) throw new SlackApiError('hash_conflict');
      const fresh = draft(user);
      const view = before ? { ...fresh, id: before.id, rootId: before.rootId } : fresh;
      world.views.replace(view);
      return { view: viewJson(world, view) };
    },
  },

  /** https://docs.slack.dev/reference/methods/views.push: at most 3 on top of each other. */
  'views.push': {
    rates: tier(4),
    run({ args, world, method }) {
      const draft = readView(args, world, method, 'modal');
      const user = exchange(world, args);
      const stack = world.views.stack(user);
      const [root] = stack;
      if (!root) throw new SlackApiError('not_found');
      if (stack.length >= maximumStack) throw new SlackApiError('push_limit_reached');
      const previousId = stack.at(-1)?.id;
      const view = {
        ...draft(user),
        rootId: root.id,
        ...(previousId !== undefined && { previousId }),
      };
      world.views.push(view);
      return { view: viewJson(world, view) };
    },
  },

  /** https://docs.slack.dev/reference/methods/views.update: by `view_id` or `external_id`, guarded by `hash`. */
  'views.update': {
    rates: tier(4),
    run({ args, world, method }) {
      const draft = readView(args, world, method, 'modal');
      const before = world.views.find(args.optional('view_id') ?? args.required('external_id'));
      if (!before) throw new SlackApiError('not_found');
      const hash = args.optional('hash');
      if (hash !== undefined && hash !== before.hash) throw new SlackApiError('hash_conflict');
      const { id, rootId, previousId } = before;
      const view = { ...draft(before.user), id, rootId, ...(previousId !== undefined && { previousId }) };
      world.views.replace(view);
      return { view: viewJson(world, view) };
    },
  },
};

function problemsOf(args: Arguments): readonly Problem[] {
  const view = read(args, 'view');
  if (view !== undefined) return validateView(view);
  const message = read(args, 'message');
  const blocks = isRecord(message) ? message.blocks : read(args, 'blocks');
  if (blocks === undefined) throw invalidArguments('missing required field: blocks, message or view');
  return validateBlocks(blocks, 'message');
}

function read(args: Arguments, name: string): unknown {
  const given = args.json(name);
  if (given === 'invalid') throw invalidArguments(`must be valid JSON [json-pointer:/${name}]`);
  return given?.value;
}

/** The person whose click the app responds to; uses up the trigger. */
function exchange(world: SlackWorld, args: Arguments): string {
  const trigger = world.triggers.exchange(args.required('trigger_id'));
  if ('error' in trigger) throw new SlackApiError(trigger.error);
  return trigger.user;
}
