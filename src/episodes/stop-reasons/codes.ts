/** Every answer that the table can give to why a task stopped, in the order in which the documentation lists them. */
export const reasonCodes = [
  // asked for, or planned
  'scaling',
  'byHand',
  'draining',
  'deregistered',
  'maintenance',
  'spot',
  'scheduler',
  // health and hosts
  'loadBalancer',
  'healthCheck',
  'hostLost',
  'infrastructure',
  'internal',
  // ended by itself
  'outOfMemory',
  'killed',
  'finished',
  'failed',
  'commandNotFound',
  'commandNotExecutable',
  'aborted',
  'segfault',
  'terminated',
  'exited',
  // its image
  'pullNotFound',
  'pullNotFoundOrDenied',
  'pullDenied',
  'pullNoRoute',
  'pullRateLimit',
  'pullInterrupted',
  'pullOther',
  'badImageName',
  'wrongArchitecture',
  // what it needs before it can start
  'initNoRoute',
  'initDenied',
  'roleNotAssumed',
  'secretMissing',
  'secretMalformed',
  'initSecrets',
  'logGroupMissing',
  'logDenied',
  'logDriver',
  'efsName',
  'efsPath',
  'efsDenied',
  'efsUnreachable',
  'efsOther',
  'envFileDenied',
  'envFile',
  'initOther',
  // its container
  'outOfMemoryAtStart',
  'portInUse',
  'mountFailed',
  'volume',
  'diskFull',
  'cannotCreate',
  'cannotStart',
  'cannotInspect',
  'cannotStop',
  'runtimeTimeout',
  'runtime',
  'failedToStart',
  // its place
  'noFreeAddress',
  'networkInterface',
  'capacity',
  'quota',
  'throttled',
  'placementInstances',
  'placementCpu',
  'placementMemory',
  'placementPorts',
  'placementEni',
  'placementGpu',
  'placementAttribute',
  'placementConstraint',
  'placementAgent',
  'placementOther',
  // not known
  'unknown',
  'noReason',
] as const;

/** Why a task stopped. Not ECS's `stopCode`, which tells less. */
export type ReasonCode = (typeof reasonCodes)[number];

/** What the reader of a stop found, as it is kept; the catalogue has the words for each code. */
export interface StopReason {
  readonly code: ReasonCode;
  /** What the code alone does not tell: an exit code, or ECS's own text where it is not known or says more; shortened with a mark. */
  readonly detail?: string;
  /** What also happened on the way: it ran out of memory, or did not end when asked and was killed. */
  readonly also?: 'outOfMemory' | 'stopTimeout';
}

/** Why a task stopped, and whether anybody needs to wonder. */
export interface StopExplanation extends StopReason {
  /** It was asked for, or is part of the bargain: see {@link isExpected}. */
  readonly expected: boolean;
}

/** Stops that belong to running on ECS: somebody asked, or AWS said that it would. */
const expectedReasons: ReadonlySet<ReasonCode> = new Set([
  'scaling',
  'byHand',
  'draining',
  'deregistered',
  'maintenance',
  'spot',
]);

/**
 * The one definition of an expected stop; every other is a failure. A standalone task (`RunTask`) is meant to end, a
 * service's is meant to stay: exit code 0 is expected of the one alone.
 */
export function isExpected(code: ReasonCode, standalone: boolean): boolean {
  return expectedReasons.has(code) || (standalone && code === 'finished');
}

/**
 * Whether a stop that nobody asked the bot for is a problem. What is expected is none; but who takes a running task from
 * a service by hand, not through the bot, is heard, whatever reason they typed.
 */
export function isTrouble(code: ReasonCode, standalone: boolean): boolean {
  return !isExpected(code, standalone) || (code === 'byHand' && !standalone);
}
