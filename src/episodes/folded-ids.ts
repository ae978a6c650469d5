/** How far a folded task is. A task only moves forward: the last of its states is the newest. */
const states = ['starting', 'running', 'stopping'] as const;
type LiveState = (typeof states)[number];

/**
 * The folded tasks that live, by how far they are: the starts of their ids in order, one after another. Strings, because every event copies them, and
 * an object of three thousand ids takes a millisecond to copy and as long to read.
 */
export type LiveTasks = Readonly<Record<LiveState, string>>;

/** The start of a task's id, enough to tell a few thousand tasks of one service apart. */
export function foldedId(taskId: string): string {
  return taskId.slice(0, idLength).padEnd(idLength, '-');
}

const idLength = 12;

/** As they are stored. In records of 0.1.0: the start of an id → 0 starting, 1 running, 2 stopping. */
interface Folded {
  readonly live: LiveTasks | Readonly<Record<string, number>>;
}

export const noLive: LiveTasks = { starting: '', running: '', stopping: '' };

/** These tasks, from a record of any version. */
export function liveTasks({ live }: Folded): LiveTasks {
  if (typeof live.running === 'string') return live as LiveTasks;
  const of = (state: number) =>
    Object.entries(live)
      .flatMap(([id, known]) => (known === state ? [foldedId(id)] : []))
      .sort()
      .join('');
  return { starting: of(0), running: of(1), stopping: of(2) };
}

/** Where a task is among the folded ones that live; undefined if it is not. */
export function liveState(folded: Folded, id: string): LiveState | undefined {
  const live = liveTasks(folded);
  return states.find((state) => has(live[state], id));
}

/** Each state's number of tasks. */
export function countLive(folded: Folded): Readonly<Record<LiveState, number>> {
  const { starting, running, stopping } = liveTasks(folded);
  return {
    starting: starting.length / idLength,
    running: running.length / idLength,
    stopping: stopping.length / idLength,
  };
}

/** The ids of those that are stopping. */
export function stoppingIds(folded: Folded): string[] {
  return idsIn(liveTasks(folded).stopping);
}

/** With a task in this state, unless it is in a later one already. */
export function withLive(live: LiveTasks, id: string, state: LiveState): LiveTasks {
  const later = states.slice(states.indexOf(state));
  if (later.some((each) => has(live[each], id))) return live;
  const others = withoutLive(live, id);
  const ids = others[state];
  const at = placeOf(ids, id);
  return { ...others, [state]: ids.slice(0, at) + id + ids.slice(at) };
}

/** Without a task. */
export function withoutLive(live: LiveTasks, id: string): LiveTasks {
  const state = states.find((each) => has(live[each], id));
  if (state === undefined) return live;
  const ids = live[state];
  const at = placeOf(ids, id);
  return { ...live, [state]: ids.slice(0, at) + ids.slice(at + idLength) };
}

/** At most so many of them; running ones are left out first. */
export function fewLive(live: LiveTasks, most: number): LiveTasks {
  let left = states.reduce((sum, state) => sum + live[state].length, 0) - most * idLength;
  const kept = { ...live };
  for (const state of ['running', 'starting', 'stopping'] as const) {
    if (left <= 0) break;
    kept[state] = live[state].slice(left);
    left -= live[state].length;
  }
  return kept;
}

function has(ids: string, id: string): boolean {
  return ids.startsWith(id, placeOf(ids, id));
}

/** Where an id is, or would be. */
function placeOf(ids: string, id: string): number {
  let [from, to] = [0, ids.length / idLength];
  while (from < to) {
    const middle = Math.floor((from + to) / 2);
    if (ids.slice(middle * idLength, (middle + 1) * idLength) < id) from = middle + 1;
    else to = middle;
  }
  return from * idLength;
}

/** The folded tasks that ended, by the starts of their ids in the order of their ends: one after another, or in records of 0.1.0 a list. */
export function endedTasks({ ended }: { readonly ended: string | readonly string[] }): string {
  return typeof ended === 'string' ? ended : ended.map(foldedId).join('');
}

/** Whether a task is one of those. What is found across two ids is none. */
export function hasEnded(folded: { readonly ended: string | readonly string[] }, id: string): boolean {
  const ended = endedTasks(folded);
  let at = ended.indexOf(id);
  while (at % idLength > 0) at = ended.indexOf(id, at + 1);
  return at >= 0;
}

/** The ids that stand one after another. */
export function idsIn(ids: string): string[] {
  return ids.match(/.{12}/g) ?? [];
}
