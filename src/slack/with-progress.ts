/** A line that takes longer than this is told to be on its way, so that nobody types it again. */
const quietMs = 2000;

/**
 * Runs `work`; when it is not done after two seconds, calls `progress` once and does not return before that is through:
 * the answer must not be overtaken by it. A progress that fails is let be.
 */
export async function withProgress<Result>(
  work: () => Promise<Result>,
  progress: () => Promise<void>,
): Promise<Result> {
  let told: Promise<void> | undefined;
  const timer = setTimeout(() => {
    told = progress().catch(() => undefined);
  }, quietMs);
  try {
    return await work();
  } finally {
    clearTimeout(timer);
    await told;
  }
}
