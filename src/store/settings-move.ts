import { putNew, putRecord, queryAll, type Table } from './table.ts';

/** Under this `pk` are all settings, so that they are read with one query; the `sk` begins with the kind. */
export const settingsKey = 'settings#all';

/** The `sk` of the record that says that nothing has to be moved any more. */
export const movedKey = 'moved';

/** Where version 0.1 keeps each kind. */
const oldKeys = { watch: 'watch#all', mute: 'mute#all', language: 'language#all' };

/**
 * Copies what version 0.1 kept, and notes that this is done. What was set since is not written over, so it may be done twice, or by two functions at
 * once. The old records stay, and a rollback reads them. What version 0.1 still writes while it is being replaced, or after a rollback, is not moved.
 *
 * The version after this one needs neither this module nor the record.
 */
export async function moveSettings(table: Table): Promise<void> {
  for (const [kind, pk] of Object.entries(oldKeys)) {
    const old = await queryAll<{ readonly sk: string }>(table, pk);
    await Promise.all(
      old.map((record) => putNew(table, { ...record, pk: settingsKey, sk: `${kind} ${record.sk}` })),
    );
  }
  await putRecord(table, { pk: settingsKey, sk: movedKey });
}
