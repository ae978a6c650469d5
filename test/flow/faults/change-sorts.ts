import type { ChangeSort, Step } from './change-sort.ts';

const typed = (line: string): Step => ({ type: 'typed', line, by: 'asker' });
const pressed: Step = { type: 'pressed', by: 'asker' };
const scale = typed('scale $ 2');

/** Each sort of change; a service starts with one task. */
export const changeSorts: readonly ChangeSort[] = [
  { name: 'scale', lead: 0, steps: [scale, pressed], counts: [2], stops: 0 },
  { name: 'scale, asked directly', lead: 0, steps: [scale, pressed], counts: [2], stops: 0, direct: true },
  { name: 'stop-task', lead: 0, steps: [typed('stop-task $'), pressed], counts: [], stops: 1 },
  {
    ...{ name: 'second person', lead: 0, counts: [2], stops: 0, together: true },
    steps: [scale, { type: 'pressed', by: 'second' }],
  },
  {
    ...{ name: 'for 5s', lead: 0, counts: [2, 1], stops: 0 },
    steps: [typed('scale $ 2 for 5s'), pressed, { type: 'timer' }],
  },
  {
    ...{ name: 'undo', lead: 2, counts: [2, 1], stops: 0 },
    steps: [scale, pressed, { type: 'undo', by: 'asker' }, pressed],
  },
  {
    ...{ name: '--move-bound', lead: 0, counts: [2], stops: 0, maximum: { before: 1, after: 2 } },
    steps: [typed('scale $ 2 --move-bound'), pressed],
  },
];
