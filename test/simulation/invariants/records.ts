import type { Run } from '../run.ts';
import { clockTime } from './decisions.ts';

/** An item of DynamoDB holds 400 KB; the bot keeps its own well below. */
const mostBytes = 350_000;

/** Records that stay until somebody deletes them, and there is one for each setting, service or reading. */
const lasting =
  /^(settings#all (watch|language|moved)|heartbeat#events|service#|family#|lesson|lesson-place)/;

/** Records are within their bounds, whatever is written again and again expires, and nobody writes over what somebody else has saved meanwhile. */
export function checkRecords(run: Run): string[] {
  return [...checkBounds(run), ...checkVersions(run), ...checkWindows(run)];
}

/** Whoever saves a record saves it over the version that they have read: its versions go up by one. */
function checkVersions({ ledger }: Run): string[] {
  const last = new Map<string, number>();
  return ledger.versions.flatMap(({ name, version, at }) => {
    const before = last.get(name);
    last.set(name, version);
    if (before === undefined || version === before + 1) return [];
    return [`the record ${name} was saved as version ${version} over version ${before} at ${clockTime(at)}`];
  });
}

/** Lists of what was just done hold the last minute, and a little of the one before: what is older is dropped when the list is written. */
function checkWindows({ simulation }: Run): string[] {
  return simulation.records('own').flatMap(({ pk, sk, ...record }) => {
    const { alone } = record as { alone?: unknown };
    const { used } = (record.budget ?? {}) as { used?: unknown };
    const { effects } = (record.value ?? {}) as { effects?: unknown };
    return [alone, used, effects].flatMap((list) => {
      if (!Array.isArray(list)) return [];
      const times = list.map(({ at }: { at: number }) => at);
      const old = times.filter((at) => at < Math.max(...times) - 95_000).length;
      return old === 0 ? [] : [`the record ${String(pk)} ${String(sk)} keeps ${old} that are long over`];
    });
  });
}

/** None is too large, and whatever is written again and again expires. */
function checkBounds({ simulation }: Run): string[] {
  return [...simulation.records('own'), ...simulation.records('audit')].flatMap((record) => {
    const name = `the record ${String(record.pk)} ${String(record.sk)}`;
    const bytes = Buffer.byteLength(JSON.stringify(record));
    const endless =
      typeof record.expiresAt !== 'number' && !lasting.test(`${String(record.pk)} ${String(record.sk)}`);
    return [
      ...(bytes > mostBytes ? [`${name} has ${bytes} bytes`] : []),
      ...(endless ? [`${name} never expires`] : []),
    ];
  });
}
