import type { ReasonCode } from './reason-code.ts';

const known: Readonly<Record<number, ReasonCode>> = {
  0: 'finished',
  126: 'commandNotExecutable',
  127: 'commandNotFound',
  134: 'aborted',
  137: 'killed',
  139: 'segfault',
  143: 'terminated',
};

/** What an exit code says when nothing else does: by the shell's convention, 128 and the number of the signal that ended it. */
export function exitCodeReason(exitCode: number): ReasonCode {
  return known[exitCode] ?? 'failed';
}
