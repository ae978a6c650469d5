/** The error that EventBridge's PutRule answers a wrong pattern with, as one sentence naming the place in it. */
export function invalidPattern(path: readonly string[], reason: string): Error {
  const where = path.length === 0 ? '' : ` at ${path.join('.')}`;
  return new Error(`Event pattern is not valid${where}: ${reason}.`);
}
