import * as z from 'zod';
import { readCount } from '../changes/read-count.ts';
import { takenBack } from '../changes/taken-back.ts';
import { defineCommand } from './define-command.ts';
import { Refusal } from './refusal.ts';

/** How long a change can be undone. */
const undoableMs = 15 * 60_000;

/** `undo <change>`: the button of a change's message. Back to the state before, unless something else changed it since. */
export const undo = defineCommand({
  name: 'undo',
  kind: 'change',
  hidden: true,
  words: [{ name: 'change', hint: 'change' }],
  flags: [],
  examples: ['undo 0b7c'],
  args: z.object({ change: z.string() }),
  async run({ change: changeId }, { store, ecs, autoscaling, now }) {
    const [intent, outcome] = await Promise.all([store.getIntent(changeId), store.getOutcome(changeId)]);
    const made = intent?.decision === 'make' && outcome?.result !== 'failed';
    if (!made || outcome === undefined || now() - Date.parse(outcome.at) > undoableMs) {
      throw new Refusal({ code: 'undoOver' });
    }
    const asked = intent.card.change;
    if (asked.type !== 'scale') throw new Refusal({ code: 'undoOver' });
    const target = `${asked.target.cluster}/${asked.target.service}`;
    const state = await readCount({ ecs, autoscaling }, asked.target);
    const change = state && takenBack(intent, state, 'person');
    if (change === undefined) {
      const { desiredCount } = asked.after;
      throw new Refusal({ code: 'undoMoved', target, set: desiredCount, desiredCount: state?.desiredCount });
    }
    return { type: 'change', change };
  },
});
