import { brotliDecompressSync, deflateSync, inflateSync } from 'node:zlib';
import { typicalRecord } from './typical-record.ts';

/** A value as attributes of an item: its JSON, compressed. */
export interface Packed {
  readonly deflated?: Uint8Array;
  /** As the first builds of 0.2 stored it: by Brotli. */
  readonly packed?: Uint8Array;
}

/** What most records repeat, the names of their fields above all, is not stored with each. */
const dictionary = Buffer.from(JSON.stringify(typicalRecord));

/**
 * DynamoDB bills a write by the kilobyte: of an episode's JSON an eighth is left, and two thirds of what Brotli leaves. In the console it is unreadable:
 * `npm run episode` prints it.
 */
export function pack(value: unknown): Packed {
  return { deflated: deflateSync(JSON.stringify(value), { level: 9, dictionary }) };
}

/**
 * What `pack` was given, without what JSON leaves out; undefined if the item holds nothing packed.
 * @throws Error 'Bad dictionary' for what was compressed with another one
 */
export function unpack<Value>({ deflated, packed }: Packed): Value | undefined {
  const json = deflated ? inflateSync(deflated, { dictionary }) : packed && brotliDecompressSync(packed);
  return json && (JSON.parse(json.toString()) as Value);
}
