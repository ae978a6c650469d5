import type { Operation, StackEntity } from '../stack-entity.ts';

/** Lets `run` work on the stack once what works on it now has been cancelled and is through. */
export function beginOperation(stack: StackEntity, run: (cancel: AbortController) => Promise<void>): void {
  const before = stack.operation;
  before?.cancel.abort();
  const cancel = new AbortController();
  const start = async () => {
    await before?.done;
    if (!cancel.signal.aborted) await run(cancel);
  };
  const operation: Operation = { cancel, done: Promise.resolve() };
  stack.operation = operation;
  operation.done = start();
}
