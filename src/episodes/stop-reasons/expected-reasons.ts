import type { ReasonCode } from './reason-code.ts';

/** Stops that belong to running on ECS: somebody asked, or AWS said that it would. Every other is a failure. */
export const expectedReasons: ReadonlySet<ReasonCode> = new Set([
  'scaling',
  'byHand',
  'draining',
  'deregistered',
  'maintenance',
  'spot',
]);
