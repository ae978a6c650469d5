// node test/simulation/first-hour.ts: an hour in which a person scales shop/web to 4 by a line and a press, and nobody else does anything.
// Prints what came of it, as JSON. A process of its own, for virtual time takes over the whole process.
import { findElements } from '../../infra/local/slack/block-kit/validate.ts';
import type { Message } from '../../infra/local/slack/state/messages.ts';
import { localIds } from '../../infra/local/slack/workspace/workspace.ts';
import { createChance } from './chance.ts';
import { startVirtualTime } from './time.ts';
import { createSimulation } from './world.ts';

export interface FirstHour {
  readonly web: { readonly desired: number; readonly running: number };
  /** The texts that the channel shows of the bot, oldest first, and when each was posted, seconds since the start. */
  readonly told: readonly { readonly text: string; readonly at: number }[];
}

const minute = 60_000;
const start = Date.parse('2026-11-30T00:00:00Z');
const policy = {
  reads: 'members',
  grants: [{ name: 'all', who: localIds.operator, may: 'change', on: '*' }],
};

async function simulate(): Promise<FirstHour> {
  const time = startVirtualTime(start, createChance(1, 'ids'));
  const making = createSimulation({ time, seed: 1, policy: () => policy });
  await time.runUntil(start + minute);
  const { slack, account, person } = await making;
  const { operator: user, ops: channel } = localIds;
  const shown = () => slack.messages.visible(user);

  void person(user, 'send', { channel, text: '/ecs scale shop/web 4' });
  await time.runUntil(start + 2 * minute);
  const card = shown().at(-1);
  void person(user, 'act', { channel, ts: card?.ts, ...(card && confirmButton(card)), chosen: [] });
  await time.runUntil(start + 60 * minute);

  const services = account.ecs.snapshot().clusters.flatMap((cluster) => cluster.services);
  const web = services.find(({ name }) => name === 'web');
  const ofBot = shown().filter(({ visibleTo, isBot }) => isBot && visibleTo === undefined);
  return {
    web: { desired: web?.desiredCount ?? 0, running: web?.runningCount ?? 0 },
    told: ofBot.map(({ text = '', ts }) => ({ text, at: Math.round(Number(ts) - start / 1000) })),
  };
}

function confirmButton({ blocks = [] }: Message) {
  const found = findElements(blocks).find(({ element }) => String(element.value).startsWith('confirm'));
  return found && { blockId: found.blockId, actionId: found.actionId };
}

process.stdout.write(`${JSON.stringify(await simulate())}\n`);
