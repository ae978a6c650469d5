import { randomBytes } from 'node:crypto';
import { mayChange } from '../access/may-change.ts';
import type { Card } from './card.ts';
import type { Change } from './change.ts';
import type { ChangeContext } from './change-context.ts';
import { ChangeRefused } from './change-refused.ts';

/** How long a card can be used. */
const usableSeconds = 600;

/** Stores the card of a change that was asked for; nothing is changed. Throws ChangeRefused without the right to change. */
export async function propose(change: Change, line: string, context: ChangeContext): Promise<Card> {
  const { store, operators, userId, channelId, now } = context;
  if (!mayChange(userId, operators)) throw new ChangeRefused({ why: 'mayNotChange', operators });
  const card: Card = {
    id: randomBytes(16).toString('hex'),
    line,
    change,
    askedBy: userId,
    channelId,
    askedAt: new Date(now()).toISOString(),
    expiresAt: Math.floor(now() / 1000) + usableSeconds,
  };
  await store.putCard(card);
  return card;
}
