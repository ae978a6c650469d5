import { Unanswered } from '../changes/unanswered.ts';
import { getRecord } from '../store/get-record.ts';
import { putVersioned } from '../store/put-versioned.ts';
import type { Table } from '../store/table.ts';
import { slackFailure } from './errors.ts';

/** Longer than a job can wait in the dead-letter queue, so that one that is given back finds what it posted; in seconds. */
const keptSeconds = 30 * 24 * 3600;
/** A post whose answer was lost may stand in the channel: a second one may too, a third is never made. */
const mostTries = 2;

interface Tries {
  readonly tries: number;
  readonly version: number;
  /** Where it stands, once Slack said so. */
  readonly ts?: string;
}

const keyOf = (cardId: string) => ({ pk: `change#${cardId}`, sk: 'post' });

/** The `ts` of a message that was posted so, once Slack said it. */
export async function postedAt(table: Table, cardId: string): Promise<string | undefined> {
  const { pk, sk } = keyOf(cardId);
  return (await getRecord<Tries>(table, pk, sk))?.ts;
}

/**
 * Posts a message and gives its `ts`, counted before each try in the table; one that Slack answered for is not posted again. A try
 * that surely came to nothing does not count. Throws the post's error, Unanswered when two tries are unanswered, and an Error
 * when somebody else posts it just now.
 */
export async function postAtMostTwice(
  { table, now }: { readonly table: Table; readonly now: () => number },
  cardId: string,
  post: () => Promise<string>,
): Promise<string> {
  const { pk, sk } = keyOf(cardId);
  const key = { pk, sk, expiresAt: Math.ceil(now() / 1000) + keptSeconds };
  const { tries = 0, version = 0, ts: known } = (await getRecord<Tries>(table, pk, sk)) ?? {};
  if (known !== undefined) return known;
  if (tries >= mostTries) throw new Unanswered();
  const isMine = await putVersioned(table, { ...key, tries: tries + 1 }, version);
  if (!isMine) throw new Error('This message is being posted by somebody else');
  let ts: string;
  try {
    ts = await post();
  } catch (error) {
    const failure = slackFailure(error);
    const mayStand = failure?.kind === 'broken' && failure.answerLost;
    if (!mayStand) await putVersioned(table, { ...key, tries }, version + 1);
    throw error;
  }
  // Whoever posts it has it in hand; this is for the next try.
  await putVersioned(table, { ...key, tries: tries + 1, ts }, version + 1).catch(() => false);
  return ts;
}
