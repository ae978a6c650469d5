const mebibytes = (from: number, to: number, step = 1024) =>
  Array.from({ length: (to - from) / step + 1 }, (_, index) => from + index * step);

/** CPU units and the MiB that Fargate gives with them, up to 4 vCPU: more is nothing to learn with. */
const memories: Readonly<Record<number, readonly number[]>> = {
  256: [512, 1024, 2048],
  512: mebibytes(1024, 4096),
  1024: mebibytes(2048, 8192),
  2048: mebibytes(4096, 16_384),
  4096: mebibytes(8192, 30_720),
};

/** The sizes of memory (MiB) that go with so many CPU units on Fargate; none for a number of units that Fargate has not. */
export function fargateMemories(cpu: number): readonly number[] {
  return memories[cpu] ?? [];
}
