/** Resolves when `isSo` holds, looking again after every change; rejects when it throws or `signal` aborts. */
export function waitFor(
  onChange: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
  isSo: () => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      stop();
      signal?.removeEventListener('abort', cancelled);
      finish();
    };
    const cancelled = () => end(() => reject(new Error('cancelled')));
    const look = () => {
      try {
        if (isSo()) end(resolve);
      } catch (error) {
        end(() => reject(error));
      }
    };
    const stop = onChange(look);
    signal?.addEventListener('abort', cancelled);
    if (signal?.aborted) cancelled();
    else look();
  });
}
