const RENEWAL_INTERVAL_MS = 60_000;

/** The Slack app's signing secret, read at run time. Deadlines are epoch milliseconds. */
export interface SigningSecret {
  /** The secret last read; reads it if there is none. Rejects when it can't be read by the deadline. */
  current(deadline: number): Promise<string>;
  /**
   * Reads again what may have been rotated, at most once a minute, whoever asks: a stranger with wrong signatures
   * must not be able to spend the calls. Undefined when it was not read again. Rejects as `current` does.
   */
  renewed(deadline: number): Promise<string | undefined>;
}

/** Caches what `read` gives; calls that come while it reads share the one read. */
export function signingSecret(read: (deadline: number) => Promise<string>, now: () => number): SigningSecret {
  let secret: string | undefined;
  let reading: Promise<string> | undefined;
  let renewedAt = Number.NEGATIVE_INFINITY;

  function load(deadline: number): Promise<string> {
    reading ??= read(deadline)
      .then((value) => {
        secret = value;
        return value;
      })
      .finally(() => {
        reading = undefined;
      });
    return reading;
  }

  return {
    current: async (deadline) => secret ?? (await load(deadline)),
    async renewed(deadline) {
      if (reading) return reading;
      if (now() - renewedAt < RENEWAL_INTERVAL_MS) return undefined;
      renewedAt = now();
      return load(deadline);
    },
  };
}
