import * as z from 'zod';
import { readSteps } from '../lesson/read-step.ts';
import { defineCommand } from './define-command.ts';

/** `/ecs hands-on`: the lesson, and where the caller is in it. What AWS says is asked when it is shown. */
export const handsOn = defineCommand({
  name: 'hands-on',
  kind: 'read',
  only: 'hands-on',
  words: [{ name: 'want', hint: 'next|again', optional: true }],
  flags: [
    { name: 'step', value: 'step', hidden: true },
    { name: 'of', value: 'user', hidden: true },
  ],
  examples: ['hands-on', 'hands-on next'],
  args: z.object({
    want: z.enum(['show', 'next', 'again'], 'notALessonWord').default('show'),
    step: z.enum(readSteps, 'invalid').optional(),
    of: z
      .string()
      .regex(/^[UW][A-Z0-9]+$/, 'invalid')
      .optional(),
  }),
  async run({ want, step, of }) {
    return {
      type: 'lesson',
      ask: { want, ...(step !== undefined && { step }), ...(of !== undefined && { of }) },
    };
  },
});
