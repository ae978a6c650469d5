/** Every reason that the table can give for a stop, in the order in which the documentation lists them. */
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
  // its network and placement
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
  // unknown
  'unknown',
  'noReason',
] as const;

/** Why a task stopped. Not ECS's `stopCode`, which says less. */
export type ReasonCode = (typeof reasonCodes)[number];

/** Why a task stopped, as it is stored; the catalogue has the wording for each code. */
export interface StopReason {
  readonly code: ReasonCode;
  /** What the code alone does not say: an exit code, or ECS's own text if that is unknown or says more. If shortened, the cut is marked. */
  readonly detail?: string;
  /** What else happened: it ran out of memory, or it did not end when asked and was killed. */
  readonly also?: 'outOfMemory' | 'stopTimeout';
}

/** Why a task stopped, and whether that is expected. */
export interface StopExplanation extends StopReason {
  /** It was asked for, or is a normal part of running on ECS: see {@link isExpected}. */
  readonly expected: boolean;
}

/** Stops that are normal on ECS: somebody asked for them, or AWS announced them. */
const expectedReasons: ReadonlySet<ReasonCode> = new Set([
  'scaling',
  'byHand',
  'draining',
  'deregistered',
  'maintenance',
  'spot',
]);

/**
 * The one definition of an expected stop; every other stop is a failure. A standalone task (`RunTask`) is meant to end and a service's task is meant
 * to stay, so exit code 0 is expected only of a standalone task.
 */
export function isExpected(code: ReasonCode, standalone: boolean): boolean {
  return expectedReasons.has(code) || (standalone && code === 'finished');
}

/**
 * Whether a stop that nobody asked the bot for is a problem. An expected stop is not, with one exception: if somebody stops a service's task by hand,
 * not through the bot, that is reported, whatever reason they typed.
 */
export function isTrouble(code: ReasonCode, standalone: boolean): boolean {
  return !isExpected(code, standalone) || (code === 'byHand' && !standalone);
}
