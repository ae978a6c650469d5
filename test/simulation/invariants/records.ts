import type { Run } from '../run.ts';

/** An item of DynamoDB holds 400 KB; the bot keeps its own well below. */
const mostBytes = 350_000;

/** Records that stay until somebody deletes them, and there is one for each setting, service or reading. */
const lasting = /^(watch#all|language#all|heartbeat#events|service#|family#|lesson|lesson-place)/;

/** Records are within their bounds: none is too large, and whatever is written again and again expires. */
export function checkRecords({ simulation }: Run): string[] {
  return [...simulation.records('own'), ...simulation.records('audit')].flatMap((record) => {
    const name = `the record ${String(record.pk)} ${String(record.sk)}`;
    const bytes = Buffer.byteLength(JSON.stringify(record));
    const endless = typeof record.expiresAt !== 'number' && !lasting.test(String(record.pk));
    return [
      ...(bytes > mostBytes ? [`${name} has ${bytes} bytes`] : []),
      ...(endless ? [`${name} never expires`] : []),
    ];
  });
}
