import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import type { lookAt } from './bot.ts';

/** What a version of the code left in the bot's tables, `test/fixtures/stored`. */
interface Stored {
  /** Of the code that wrote it. */
  readonly commit: string;
  /** Epoch milliseconds. */
  readonly recordedAt: number;
  readonly own: readonly object[];
  readonly audit: readonly object[];
}

/** The same with every time in it moved by as much, milliseconds. */
export function moved(text: string, recordedAt: number, by: number): string {
  const isNear = (ms: number) => Math.abs(ms - recordedAt) < 500 * 86_400_000;
  return text
    .replace(/\b\d{13}\b/g, (ms) => (isNear(Number(ms)) ? String(Number(ms) + by) : ms))
    .replace(/\b\d{10}\b(?!\.)/g, (s) =>
      isNear(Number(s) * 1000) ? String(Number(s) + Math.round(by / 1000)) : s,
    )
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, (iso) =>
      new Date(Date.parse(iso) + by).toISOString(),
    );
}

/** Puts the records there as if they had been written this moment. `names`: what ECS calls here what it called otherwise when they were recorded. */
export async function restore(
  { dynamodb }: Pick<ReturnType<typeof lookAt>, 'dynamodb'>,
  { recordedAt, own, audit }: Stored,
  names: readonly (readonly [recorded: string, here: string])[],
): Promise<void> {
  const client = DynamoDBDocumentClient.from(dynamodb);
  for (const [table, records] of [
    ['ecs-ops-bot-local', own],
    ['ecs-ops-bot-local-audit', audit],
  ] as const) {
    const text = moved(JSON.stringify(records), recordedAt, Date.now() - recordedAt);
    const renamed = names.reduce((sofar, [recorded, here]) => sofar.replaceAll(recorded, here), text);
    for (const Item of JSON.parse(renamed)) {
      // What this version has stored of the same target by now would be newer.
      const Key = { pk: Item.pk, sk: 'packed episode' };
      if (Item.sk === 'episode') await client.send(new DeleteCommand({ TableName: table, Key }));
      await client.send(new PutCommand({ TableName: table, Item }));
    }
  }
}
