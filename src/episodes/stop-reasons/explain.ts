import type { Task } from '../../aws/ecs/tasks.ts';
import { isExpected, type ReasonCode, type StopExplanation, type StopReason } from './codes.ts';
import {
  type ContainerRole,
  decidingContainer,
  type EndedContainer,
  ranOutOfMemory,
  type StopCircumstances,
} from './containers.ts';
import { fits, reasonRows } from './patterns.ts';

/** What ECS gives of a stopped task; texts whole, for the cause may stand at their end. */
export interface StoppedTask extends StopCircumstances {
  readonly stopCode?: string | undefined;
  readonly stoppedReason?: string | undefined;
  readonly containers?: readonly EndedContainer[] | undefined;
  /** It belongs to no service (`RunTask`). */
  readonly standalone?: boolean;
}

interface Found {
  readonly code: ReasonCode;
  readonly text?: string;
}

/** So much of a text is told. */
const mostDetail = 300;

/** Texts that only say that something else says why. */
const empty = /^\s*(Essential container in task exited|Task failed to start)\.?\s*$/i;

/** Codes whose sentence needs ECS's own text: they tell only roughly, or not at all. */
const rough: ReadonlySet<ReasonCode> = new Set([
  'byHand',
  'internal',
  'pullOther',
  'initOther',
  'initSecrets',
  'logDriver',
  'efsOther',
  'envFile',
  'volume',
  'mountFailed',
  'cannotCreate',
  'cannotStart',
  'cannotStop',
  'runtime',
  'networkInterface',
  'placementOther',
  'unknown',
]);

/** Codes of stops that ECS carried out: it asks a container to end, and kills it when it does not. */
const carriedOut: ReadonlySet<ReasonCode> = new Set([
  ...(['scaling', 'byHand', 'draining', 'deregistered', 'maintenance', 'spot'] as const),
  ...(['scheduler', 'loadBalancer', 'healthCheck'] as const),
]);

/** By the shell's convention, 128 and the number of the signal that ended it; a large one is a Windows status. */
const exitCodes: Readonly<Record<number, ReasonCode>> = {
  0: 'finished',
  126: 'commandNotExecutable',
  127: 'commandNotFound',
  134: 'aborted',
  137: 'killed',
  139: 'segfault',
  143: 'terminated',
  3221225477: 'segfault',
};

/**
 * Says why a task stopped from its stop code, reasons and exit codes: the one reader for the channel, `/ecs why`, the black
 * box, drills and problems. What is essential of a text decides, whatever is around it; a text that no row knows is given
 * back as it is, never guessed at.
 */
export function explainStop(task: StoppedTask): StopExplanation {
  const containers = task.containers ?? [];
  const container = decidingContainer(containers, task);
  const { code, text } = find(task, container);
  const also = alsoHappened(code, containers);
  const detail =
    code === 'failed' ? String(container?.exitCode) : rough.has(code) ? ownWords(code, text) : undefined;
  return {
    code,
    expected: isExpected(code, task.standalone ?? false),
    ...(detail !== undefined && { detail: shorten(detail, mostDetail) }),
    ...(also !== undefined && { also }),
  };
}

/** The same of a task as DescribeTasks or the black box gives it. */
export function explainTask(task: Task, roles?: readonly ContainerRole[]): StopExplanation {
  const standalone = task.service === undefined;
  return explainStop({ ...task, standalone, roles, endingMs: endingMs(task) });
}

/**
 * What a service's own message says of tasks that can't be placed, launched or kept, as a stop's text would; undefined of one that
 * tells no trouble, or in words that no row knows.
 */
export function explainMessage(message: string): StopExplanation | undefined {
  const found = explainStop({ stoppedReason: message });
  return found.code === 'unknown' || found.code === 'noReason' || found.expected ? undefined : found;
}

/**
 * Whether the task definition has to be asked to tell which container decides: several say something, and not the same.
 */
export function needsRoles({ stopCode, containers = [] }: StoppedTask): boolean {
  const said = new Set(containers.map(({ exitCode = '', reason = '' }) => `${exitCode} ${reason}`.trim()));
  said.delete('');
  return said.size > 1 && stopCode === 'EssentialContainerExited';
}

/** From the decision to stop a task until its last container had ended, milliseconds. */
export function endingMs(task: {
  readonly stoppingAt?: Date | number | undefined;
  readonly executionStoppedAt?: Date | number | undefined;
}): number | undefined {
  const { stoppingAt, executionStoppedAt } = task;
  if (stoppingAt === undefined || executionStoppedAt === undefined) return undefined;
  return Number(executionStoppedAt) - Number(stoppingAt);
}

/** A reason's text as it is told and kept: of a long one both ends, for what went wrong mostly stands last; the cut is visible. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 3) / 2);
  return `${text.slice(0, half)} … ${text.slice(-half)}`.toWellFormed();
}

function find(task: StoppedTask, container: EndedContainer | undefined): Found {
  const { stopCode, stoppedReason } = task;
  // Whoever calls StopTask may write anything as the reason: none of it is read as ECS's words.
  if (stopCode === 'UserInitiated') return { code: 'byHand', ...text(stoppedReason) };
  const texts = [
    { given: stoppedReason, stopCode },
    // What a container ran into is nobody's decision to stop the task.
    { given: container?.reason, stopCode: 'EssentialContainerExited' },
  ].flatMap(({ given, stopCode: by }) =>
    given === undefined || given.trim() === '' || empty.test(given) ? [] : [{ given, by }],
  );
  for (const { given, by } of texts) {
    const code = read(given, by);
    if (code !== undefined) return { code, text: given };
  }
  const [first] = texts;
  if (first !== undefined) return { code: saidByCode[stopCode ?? ''] ?? 'unknown', text: first.given };
  return byCodes(task, container);
}

/** Stop codes that say why by themselves, whatever words ECS has for it. */
const saidByCode: Readonly<Record<string, ReasonCode>> = {
  SpotInterruption: 'spot',
  InfrastructureHealth: 'infrastructure',
};

/** A service's message that a task could not be placed or launched quotes what the task itself would have said. */
const quoting =
  /(?:unable to place a task\. Reason: (?:TaskFailedToStart: )?|failed to launch a task with \(error )(.+)$/is;

function read(given: string, stopCode: string | undefined): ReasonCode | undefined {
  const inner = quoting.exec(given)?.[1];
  return (inner === undefined ? undefined : readWords(inner.trim(), stopCode)) ?? readWords(given, stopCode);
}

function readWords(given: string, stopCode: string | undefined): ReasonCode | undefined {
  return reasonRows.find(
    (row) =>
      (row.stopCodes === undefined || stopCode === undefined || row.stopCodes.includes(stopCode)) &&
      fits(row, given),
  )?.code;
}

/** No text says anything: the exit code does, else the stop code. */
function byCodes({ stopCode, stoppedReason }: StoppedTask, container: EndedContainer | undefined): Found {
  const ended = stopCode === 'EssentialContainerExited' || empty.test(stoppedReason ?? '');
  if (container?.exitCode !== undefined && (ended || stopCode === undefined)) {
    return { code: exitCodes[container.exitCode] ?? 'failed' };
  }
  if (stopCode === 'TaskFailedToStart' || /failed to start/i.test(stoppedReason ?? '')) {
    return { code: 'failedToStart' };
  }
  if (ended) return { code: 'exited' };
  const said = saidByCode[stopCode ?? ''];
  if (said !== undefined) return { code: said };
  if (stopCode === 'ServiceSchedulerInitiated') return { code: 'scheduler' };
  return stopCode === undefined ? { code: 'noReason' } : { code: 'unknown', text: stopCode };
}

function alsoHappened(code: ReasonCode, containers: readonly EndedContainer[]): StopReason['also'] {
  if (containers.some(ranOutOfMemory)) return code === 'outOfMemory' ? undefined : 'outOfMemory';
  const killed = containers.some(({ exitCode }) => exitCode === 137);
  return killed && carriedOut.has(code) ? 'stopTimeout' : undefined;
}

/** What a person wrote is worth telling, ECS's stock phrase for it is not. */
function ownWords(code: ReasonCode, given: string | undefined): string | undefined {
  return code === 'byHand' && given !== undefined && /^Task stopped by user$/i.test(given)
    ? undefined
    : given;
}

function text(given: string | undefined): { readonly text?: string } {
  return given === undefined ? {} : { text: given };
}
