/** Something that the person at the shell can put right, in one sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}
