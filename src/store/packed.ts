import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib';

/** A higher quality takes twenty times as long for a hundredth of the bytes; a window of 64 KB, half as long for the same. */
const params = { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_LGWIN]: 16 };

/**
 * A value as one binary attribute: its JSON, compressed. DynamoDB bills a write by the kilobyte, and of an episode's JSON a fifth is left. In the
 * console it is unreadable: `npm run episode` prints it.
 */
export function pack(value: unknown): Uint8Array {
  return brotliCompressSync(JSON.stringify(value), { params });
}

/** What `pack` was given, without what JSON leaves out. */
export function unpack<Value>(packed: Uint8Array): Value {
  return JSON.parse(brotliDecompressSync(packed).toString()) as Value;
}
