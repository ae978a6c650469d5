import type { AuditEntry } from '../../../src/changes/audit.ts';
import type { Sunk } from '../../helpers/start-slack-sink.ts';
import type { Call } from './call.ts';
import type { Case } from './case.ts';

/** A step's job that became a dead letter, and what came of it when it was given back with nothing going wrong any more. */
export interface DeadLetter {
  readonly step: number;
  /** How much Slack had taken by then, and what had been made: counts and stops. */
  readonly taken: number;
  readonly effects: number;
  readonly again: boolean;
}

/** What Slack took: of which step's job, and how many counts and stops were made by then. */
export interface Taken extends Sunk {
  readonly step: number;
  readonly effects: number;
}

/** What a case left behind when its queue was empty. */
export interface CaseRun {
  readonly given: Case;
  readonly asker: string;
  readonly second: string;
  /** Every request of the worker. */
  readonly calls: readonly Call[];
  /** How many requests were damaged. */
  readonly damaged: number;
  readonly taken: readonly Taken[];
  /** Every other desired count that was set, in order. */
  readonly counts: readonly number[];
  /** Tasks of the service that were ever stopped from Slack. */
  readonly stops: number;
  readonly maximum?: number;
  readonly entries: readonly AuditEntry[];
  /** Where an outcome is unknown: the change's message says so by now. */
  readonly isToldUnknown: boolean;
  readonly deadLetters: readonly DeadLetter[];
  /** How often each step's job was delivered. */
  readonly deliveries: readonly number[];
  /** Messages that are left in the queue or its dead letters. */
  readonly left: number;
}
