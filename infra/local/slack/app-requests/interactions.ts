import { asRecord, isRecord, readJson } from '../../json.ts';
import { menuOption, optionGroup } from '../block-kit/objects.ts';
import { list, type Problem } from '../block-kit/rules.ts';
import type { FoundElement } from '../block-kit/validate.ts';
import type { Message } from '../state/messages.ts';
import { type View, valueFields } from '../state/views.ts';
import { readView } from '../web-api/arguments.ts';
import { Arguments, SlackApiError } from '../web-api/method.ts';
import { messageJson, viewJson } from '../web-api/shapes.ts';
import type { SlackWorld } from '../world.ts';
import { sendPayload, sharedFields } from './send.ts';
import { failureText } from './slash-command.ts';

/** Where an element is. */
export type Container = { readonly message: Message } | { readonly view: View };

/** A person acts on an element. Returns what to show beside it if the app did not acknowledge. */
export async function blockAction(
  world: SlackWorld,
  user: string,
  container: Container,
  { blockId, actionId, element }: FoundElement,
  chosen: Chosen,
): Promise<string | undefined> {
  const value = actionValue(element, chosen);
  const { type, confirm, style, placeholder } = element;
  const id = 'message' in container ? container.message.ts : container.view.id;
  world.inputs.set(user, id, blockId, actionId, { type, ...value });
  const answer = await sendPayload(world, {
    type: 'block_actions',
    ...sharedFields(world, user),
    ...containerFields(world, user, container),
    trigger_id: world.triggers.issue(user),
    ...('message' in container && { response_url: responseUrl(world, user, container.message) }),
    actions: [
      {
        type,
        block_id: blockId,
        action_id: actionId,
        ...value,
        ...(style !== undefined && { style }),
        ...(placeholder !== undefined && { placeholder }),
        ...(confirm !== undefined && { confirm }),
        action_ts: (world.clock.now() / 1000).toFixed(6),
      },
    ],
  });
  return failureText(answer);
}

function responseUrl(world: SlackWorld, user: string, { ts, threadTs, channel }: Message): string {
  const path = world.responseUrls.issue(world.workspace.team.id, {
    kind: 'actions',
    channel,
    user,
    message: { ts, ...(threadTs !== undefined && { threadTs }) },
  });
  return world.url() + path;
}

/** What the client says was chosen: option values, ids, a date, a text; empty for a button. */
type Chosen = readonly { readonly value: string; readonly text?: string }[];

type Option = Record<string, unknown>;
type Element = FoundElement['element'];

/** The fields of an action that depend on the element's type. */
export function actionValue(element: Element, chosen: Chosen): Record<string, unknown> {
  const { type, text, value } = element;
  if (type === 'button' || type === 'icon_button') return { text, ...(value !== undefined && { value }) };
  if (type === 'feedback_buttons') return { value: chosen[0]?.value };
  if (type === 'overflow') return { selected_option: optionsOf(chosen, element)[0] ?? null };
  const [name, , nothing] = valueFields[type] ?? [];
  if (name === undefined) return {};
  const ofOptions = name.startsWith('selected_option');
  const picked = ofOptions ? optionsOf(chosen, element) : chosen.map((one) => one.value);
  if (Array.isArray(nothing)) return { [name]: picked };
  const [first = null] = picked;
  return { [name]: type === 'datetimepicker' && first !== null ? Number(first) : first };
}

/** The element's own options; for an external menu they came from the app, so the client sends them in full. */
function optionsOf(chosen: Chosen, element: Element): Option[] {
  const groups = Array.isArray(element.option_groups) ? element.option_groups : [element];
  const own: Option[] = groups.flatMap((group: Option) =>
    Array.isArray(group.options) ? group.options : [],
  );
  return chosen.flatMap(({ value, text }) => {
    const found = own.find((each) => isRecord(each) && each.value === value);
    if (found) return [found];
    const isExternal = element.type.endsWith('external_select');
    return isExternal ? [{ text: { type: 'plain_text', text: text ?? value, emoji: true }, value }] : [];
  });
}

/** The payload's fields that say where it happened. Slack omits `message` for an ephemeral one. */
function containerFields(world: SlackWorld, user: string, container: Container): Record<string, unknown> {
  if ('view' in container) {
    const { view } = container;
    const values = world.inputs.values(user, view.id, view.blocks);
    return { container: { type: 'view', view_id: view.id }, view: viewJson(world, view, values) };
  }
  const { message } = container;
  const channel = world.workspace.channels.get(message.channel);
  const isEphemeral = message.visibleTo !== undefined;
  return {
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: message.channel,
      is_ephemeral: isEphemeral,
      ...(message.threadTs !== undefined && { thread_ts: message.threadTs }),
    },
    channel: { id: message.channel, name: channel?.im ? 'directmessage' : channel?.name },
    ...(!isEphemeral && { message: messageJson(world, message) }),
    state: { values: world.inputs.values(user, message.ts, blocksIn(container)) },
  };
}

/** The blocks of a message, including those in its attachments, or of a view. */
export function blocksIn(container: Container): readonly unknown[] {
  if ('view' in container) return container.view.blocks;
  const { blocks = [], attachments = [] } = container.message;
  return [...blocks, ...attachments.flatMap((one) => (Array.isArray(one.blocks) ? one.blocks : []))];
}

/** Options of an external menu for what was typed so far, or empty when the app's response is unusable. */
interface Suggestions {
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
    action_id: actionId,
    block_id: blockId,
    value: query,
  });
  if (answer.kind !== 'ok') return {};
  const { options, option_groups } = asRecord(readJson(answer.body));
  const problems: Problem[] = [];
  const context = { surface: 'message' as const, report: (problem: Problem) => void problems.push(problem) };
  if (options !== undefined) list(menuOption, 100, 0)(options, '/options', context);
  if (option_groups !== undefined) list(optionGroup, 100, 0)(option_groups, '/option_groups', context);
  if (problems.length > 0) return {};
  if (Array.isArray(option_groups)) return { option_groups };
  return { options: Array.isArray(options) ? options : [] };
}

/** The person closes the top modal; the app is notified if it asked for that. */
export async function closeView(world: SlackWorld, view: View): Promise<void> {
  world.views.close(view.user, view.clearOnClose);
  if (!view.notifyOnClose) return;
  await sendPayload(world, {
    type: 'view_closed',
    ...sharedFields(world, view.user),
    view: viewJson(world, view, world.inputs.values(view.user, view.id, view.blocks)),
    is_cleared: view.clearOnClose,
  });
}

/** Errors that the modal shows when it could not be submitted: by `block_id`, or for the whole modal under `''`. */
type ViewErrors = Readonly<Record<string, string>>;

const trouble = { '': 'We had some trouble connecting. Try again?' };

/** Sends `view_submission` and carries out the app's `response_action`: errors, update, push, clear, or by default close. */
export async function submitView(world: SlackWorld, view: View): Promise<ViewErrors> {
  const answer = await sendPayload(world, {
    type: 'view_submission',
    ...sharedFields(world, view.user),
    trigger_id: world.triggers.issue(view.user),
    view: viewJson(world, view, world.inputs.values(view.user, view.id, view.blocks)),
    response_urls: [],
  });
  if (answer.kind !== 'ok') return trouble;
  try {
    return follow(world, view, answer.body === '' ? {} : JSON.parse(answer.body));
  } catch (error) {
    if (error instanceof SlackApiError || error instanceof SyntaxError) return trouble;
    throw error;
  }
}

function follow(world: SlackWorld, view: View, answer: unknown): ViewErrors {
  const { response_action: action, errors, view: next } = asRecord(answer);
  if (action === 'errors') {
    return isRecord(errors)
      ? Object.fromEntries(Object.entries(errors).map(([id, text]) => [id, String(text)]))
      : trouble;
  }
  if (action === 'clear') {
    world.views.close(view.user, true);
  } else if (action === 'update' || action === 'push') {
    const draft = readView(new Arguments({ view: next }), world, 'view_submission', 'modal')(view.user);
    if (action === 'update') world.views.replace({ ...draft, id: view.id, rootId: view.rootId });
    else world.views.push({ ...draft, rootId: view.rootId, previousId: view.id });
  } else {
    world.views.close(view.user, false);
  }
  return {};
}
