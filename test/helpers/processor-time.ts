/** Milliseconds of this thread's processor time: neither the load of the machine nor other tests are in it. */
export function processorMs(run: () => void): number {
  const before = process.threadCpuUsage();
  run();
  const { user, system } = process.threadCpuUsage(before);
  return (user + system) / 1000;
}
