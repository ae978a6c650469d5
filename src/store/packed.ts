import { deflateRawSync, inflateRawSync } from 'node:zlib';

/**
 * A value as one binary attribute: its JSON, deflated. DynamoDB bills a write by the kilobyte, and an episode is a fifth of its JSON. In the console it
 * is unreadable: `npm run episode -- <cluster>/<service>` prints it.
 */
export function pack(value: unknown): Uint8Array {
  return deflateRawSync(JSON.stringify(value));
}

/** What `pack` was given, without what JSON leaves out. */
export function unpack<Value>(packed: Uint8Array): Value {
  return JSON.parse(inflateRawSync(packed).toString()) as Value;
}
