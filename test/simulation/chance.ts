/** Numbers from 0 up to, but not including, 1: the same seed gives the same ones. */
export type Chance = () => number;

/**
 * One stream of chance of a seed. Each purpose has a stream of its own (`workload`, `latency`, `faults`, `ids`): an id drawn by a stand-in must not
 * change what people do next. The generator is mulberry32.
 */
export function createChance(seed: number, purpose: string): Chance {
  let state = mix(purpose, seed);
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let word = Math.imul(state ^ (state >>> 15), state | 1);
    word ^= word + Math.imul(word ^ (word >>> 7), word | 61);
    return ((word ^ (word >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** FNV-1a over the purpose, started from the seed. */
function mix(purpose: string, seed: number): number {
  let hash = (0x811c9dc5 ^ seed) | 0;
  for (const character of purpose) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  return hash;
}

/** Bytes for ids, from a stream. */
export function drawBytes(chance: Chance, size: number): Buffer {
  return Buffer.from(Array.from({ length: size }, () => Math.floor(chance() * 256)));
}

/** A random UUID of version 4, from a stream. */
export function drawUuid(chance: Chance): `${string}-${string}-${string}-${string}-${string}` {
  const bytes = drawBytes(chance, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x40, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export type Draw = ReturnType<typeof createDraw>;

/** Draws values from a chance. */
export function createDraw(chance: Chance) {
  return {
    /** Whether something of this probability happens. */
    happens: (probability: number) => chance() < probability,
    /** An integer from `least` to `most`. */
    between: (least: number, most: number) => least + Math.floor(chance() * (most - least + 1)),
    of: <Value>(values: readonly Value[]): Value => values[Math.floor(chance() * values.length)] as Value,
    part: chance,
  };
}
