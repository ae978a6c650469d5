import { expect, test } from 'vitest';
import { closeEpisode } from '../../../src/episodes/closing.ts';
import type { ScaleCause } from '../../../src/episodes/episode.ts';
import { mergeRecord, startEpisode } from '../../../src/episodes/life-cycle.ts';
import type { EpisodeRecord } from '../../../src/episodes/record.ts';
import { en } from '../../../src/messages/en/index.ts';
import { episodeView } from '../../../src/views/episode/episode.ts';

const target = { cluster: 'shop', service: 'web' };
const at = Date.parse('2026-01-05T10:00:00.000Z');
const cause = (changeId: string, from: number, to: number, more: Partial<ScaleCause> = {}): ScaleCause => ({
  type: 'scale',
  changeId,
  askedBy: 'U0OPERATOR',
  askedAt: new Date(at).toISOString(),
  before: { desiredCount: from, runningCount: from },
  after: { desiredCount: to },
  ...more,
});
const begun = (own: ScaleCause, previous?: EpisodeRecord) =>
  startEpisode({ target, cause: own, channel: 'C1', ts: '1.1', ...(previous && { previous }) });

/** A change that was made, whose message was sent and whose episode is over. */
function made(): EpisodeRecord {
  const applied = { kind: 'outcome', changeId: 'first', at, result: 'applied' } as const;
  const record = mergeRecord(begun(cause('first', 3, 5)), [applied], at);
  const deliveries = record.deliveries.map((each) => ({ ...each, pending: false, sentVersion: 1 }));
  return { ...record, version: 1, episode: closeEpisode(record.episode), deliveries };
}
/** The last words of the first change's message, when another change follows. */
function lastWords(next: ScaleCause) {
  const [edit] = begun(next, made()).lastEdits;
  const message = edit && episodeView(edit.episode, en);
  return { text: message?.text, undo: JSON.stringify(message?.blocks).includes('"undo first"') };
}

test('it offers to be undone until it is', () => {
  expect(JSON.stringify(episodeView(made().episode, en).blocks)).toContain('"undo first"');
});

test('a change that is undone says so, also when its own episode was over, and loses its button', () => {
  const undo = cause('second', 5, 3, { undoes: 'person', undoesChange: 'first', askedBy: 'U0DEPUTY01' });
  expect(lastWords(undo)).toEqual({
    text: expect.stringContaining('<@U0DEPUTY01> undoes this'),
    undo: false,
  });
});

test('the end of its time too', () => {
  const back = cause('second', 5, 3, { undoes: 'timer', undoesChange: 'first' });
  expect(lastWords(back)).toEqual({ text: expect.stringContaining('Its time is over'), undo: false });
});

test('any other change takes the button too: what it would undo is no more; what was reached stays reached', () => {
  const { text, undo } = lastWords(cause('second', 5, 8));
  expect(undo).toBe(false);
  expect(text).not.toMatch(/undoes|time is over/);
});

test('of a cause that 0.1.0 wrote nobody is said to undo it', () => {
  const { text } = lastWords(cause('second', 5, 3, { undoes: 'person' }));
  expect(text).not.toContain('undoes this');
});

test.each([true, false])(
  'a count that something else has set since is named (reached before: %s)',
  (reached) => {
    const applied = { kind: 'outcome', changeId: 'first', at, result: 'applied' } as const;
    const counts = {
      desiredCount: 2,
      runningCount: 2,
      pendingCount: 0,
      unhealthy: 0,
      deployments: [],
    } as const;
    const answer = { kind: 'answer', at: at + 60_000, ...counts } as const;
    const { episode } = mergeRecord(begun(cause('first', 3, 5)), [applied, answer], at);
    const { text } = episodeView(closeEpisode({ ...episode, ...(reached && { reached }) }), en);
    expect(text).toContain('scaled 3 → 5. Something else has set its count to 2 since then');
    expect(text).toContain('Steady again: 2 of 2 running');
    expect(text).not.toContain('of 5');
  },
);
