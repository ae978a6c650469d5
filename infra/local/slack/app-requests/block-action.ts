import type { FoundElement } from '../block-kit/find-elements.ts';
import type { SlackWorld } from '../slack-world.ts';
import type { Message } from '../state/message.ts';
import { actionValue, type Chosen } from './action-value.ts';
import type { Container } from './container.ts';
import { containerFields } from './container-fields.ts';
import { failureText } from './failure-text.ts';
import { sendPayload } from './send-payload.ts';
import { sharedFields } from './shared-fields.ts';

/** A person acts on an element. Answers what to show beside it when the app did not acknowledge. */
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
        ...{ type, block_id: blockId, action_id: actionId, ...value },
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
    ...{ kind: 'actions', channel, user },
    message: { ts, ...(threadTs !== undefined && { threadTs }) },
  });
  return world.url() + path;
}
