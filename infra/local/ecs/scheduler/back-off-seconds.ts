/** Failures in a row after which ECS says that the service can't start its tasks. */
const patience = 3;

/** Seconds of real life until the next start, after so many in a row that never reached RUNNING: 0, 0, 10, 20, … up to 15 minutes. */
export function backOffSeconds(failures: number): number {
  return failures < patience ? 0 : Math.min(15 * 60, 10 * 2 ** (failures - patience));
}
