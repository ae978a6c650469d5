/** Memory in MiB that Fargate allows, by CPU units: from, to, and in steps of. 256 CPU units have three sizes of their own. */
const ranges: Readonly<Record<string, readonly [from: number, to: number, step: number]>> = {
  '512': [1024, 4096, 1024],
  '1024': [2048, 8192, 1024],
  '2048': [4096, 16384, 1024],
  '4096': [8192, 30720, 1024],
  '8192': [16384, 61440, 4096],
  '16384': [32768, 122880, 8192],
};

/** True when Fargate has a task size of that CPU (units) and memory (MiB). */
export function isFargateSize(cpu: string, memory: string): boolean {
  const mebibytes = Number(memory);
  if (cpu === '256') return [512, 1024, 2048].includes(mebibytes);
  const range = ranges[cpu];
  if (range === undefined) return false;
  const [from, to, step] = range;
  return mebibytes >= from && mebibytes <= to && (mebibytes - from) % step === 0;
}
