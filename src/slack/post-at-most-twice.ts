import { getRecord } from '../store/get-record.ts';
import { putVersioned } from '../store/put-versioned.ts';
import type { Table } from '../store/table.ts';
import { failedSend } from './failed-send.ts';

/** A post whose answer was lost may stand in the channel: a second one may too, a third is never made. */
const mostTries = 2;

interface Tries {
  readonly tries: number;
  readonly version: number;
}

/**
 * Posts the first message of a change, counted before each try in the table. A try that surely came to nothing does
 * not count. Throws the post's error, or an Error when two tries are unanswered.
 */
export async function postAtMostTwice(
  table: Table,
  cardId: string,
  post: () => Promise<string>,
): Promise<string> {
  const key = { pk: `change#${cardId}`, sk: 'post' };
  const { tries = 0, version = 0 } = (await getRecord<Tries>(table, key.pk, key.sk)) ?? {};
  if (tries >= mostTries) throw new Error('Slack took the message of this change twice without an answer');
  await putVersioned(table, { ...key, tries: tries + 1 }, version);
  try {
    return await post();
  } catch (error) {
    const mayStand = failedSend(error).type === 'unknown';
    if (!mayStand) await putVersioned(table, { ...key, tries }, version + 1);
    throw error;
  }
}
