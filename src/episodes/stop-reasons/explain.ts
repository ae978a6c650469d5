import type { Task } from '../../aws/ecs/tasks.ts';
import { isExpected, type ReasonCode, type StopExplanation, type StopReason } from './codes.ts';
import { fits, reasonRows } from './patterns.ts';

/** The parts of a container that tell why its task stopped. */
export interface EndedContainer {
  readonly name?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly reason?: string | undefined;
}

/** What the task definition says about a container that matters to a stop. */
interface ContainerRole {
  readonly container: string;
  /** The task stops when it ends. */
  readonly essential: boolean;
  /** How long it may take to end when asked, seconds; undefined if the host's default applies. */
  readonly stopTimeout?: number | undefined;
}

/** What is known besides the containers themselves. */
interface StopCircumstances {
  /** Absent if the task definition was not read or is no longer known. */
  readonly roles?: readonly ContainerRole[] | undefined;
  /** From the decision to stop until the last container ended; absent if ECS did not say. */
  readonly endingMs?: number | undefined;
}

/** What ECS says about a stopped task. Texts are not shortened, because the cause may be at the end. */
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

/** The longest detail that is shown, in characters. */
const mostDetail = 300;

/** Texts that give no reason themselves; the reason is elsewhere. */
const empty = /^\s*(Essential container in task exited|Task failed to start)\.?\s*$/i;

/** Codes whose sentence needs ECS's own text, because the code says little or nothing by itself. */
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

/** Codes of stops that ECS carried out: it asks a container to end and kills it if it does not. */
const carriedOut: ReadonlySet<ReasonCode> = new Set([
  ...(['scaling', 'byHand', 'draining', 'deregistered', 'maintenance', 'spot'] as const),
  ...(['scheduler', 'loadBalancer', 'healthCheck'] as const),
]);

/** By shell convention, 128 plus the number of the signal that ended it; the large one is a Windows status. */
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
 * Says why a task stopped, from its stop code, reasons and exit codes. The one reader for the channel, `/ecs why`, the record of stopped tasks,
 * drills and problems. The essential part of a text decides, whatever surrounds it; a text that no row matches is returned as it is, never guessed
 * at.
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

/** The same for a task from DescribeTasks or from the record of stopped tasks. */
export function explainTask(task: Task, roles?: readonly ContainerRole[]): StopExplanation {
  const standalone = task.service === undefined;
  return explainStop({ ...task, standalone, roles, endingMs: endingMs(task) });
}

/**
 * Explains a service's own message about tasks that can't be placed, launched or kept, as if it were a stop's text; undefined if it reports no
 * trouble or no row matches its wording.
 */
export function explainMessage(message: string): StopExplanation | undefined {
  const found = explainStop({ stoppedReason: message });
  return found.code === 'unknown' || found.code === 'noReason' || found.expected ? undefined : found;
}

/** Whether the task definition is needed to tell which container decides: several report something, and not the same thing. */
export function needsRoles({ stopCode, containers = [] }: StoppedTask): boolean {
  const said = new Set(containers.map(({ exitCode = '', reason = '' }) => `${exitCode} ${reason}`.trim()));
  said.delete('');
  return said.size > 1 && stopCode === 'EssentialContainerExited';
}

/** From the decision to stop a task until its last container ended, milliseconds. */
export function endingMs(task: {
  readonly stoppingAt?: Date | number | undefined;
  readonly executionStoppedAt?: Date | number | undefined;
}): number | undefined {
  const { stoppingAt, executionStoppedAt } = task;
  if (stoppingAt === undefined || executionStoppedAt === undefined) return undefined;
  return Number(executionStoppedAt) - Number(stoppingAt);
}

/** Shortens a reason's text for display and storage. A long one keeps both ends, because the cause is usually at the end; the cut is visible. */
export function shorten(text: string, most: number): string {
  if (text.length <= most) return text;
  const half = Math.floor((most - 3) / 2);
  return `${text.slice(0, half)} … ${text.slice(-half)}`.toWellFormed();
}

function find(task: StoppedTask, container: EndedContainer | undefined): Found {
  const { stopCode, stoppedReason } = task;
  // The caller of StopTask can write anything as the reason, so none of it is read as ECS's wording.
  if (stopCode === 'UserInitiated') return { code: 'byHand', ...text(stoppedReason) };
  const texts = [
    { given: stoppedReason, stopCode },
    // A container's error is never a decision to stop the task.
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

/** Stop codes that give the reason by themselves, whatever ECS's wording is. */
const saidByCode: Readonly<Record<string, ReasonCode>> = {
  SpotInterruption: 'spot',
  InfrastructureHealth: 'infrastructure',
};

/** A service's message about a task that could not be placed or launched quotes what the task itself would have said. */
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

/** If no text gives a reason, the exit code does, else the stop code. */
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

/** A person's own words are worth showing; ECS's stock phrase is not. */
function ownWords(code: ReasonCode, given: string | undefined): string | undefined {
  return code === 'byHand' && given !== undefined && /^Task stopped by user$/i.test(given)
    ? undefined
    : given;
}

function text(given: string | undefined): { readonly text?: string } {
  return given === undefined ? {} : { text: given };
}

/** Seconds that ECS gives a container to end if its definition says nothing. */
const defaultStopTimeout = 30;

/** SIGTERM, and what images set as their STOPSIGNAL instead (SIGHUP, SIGINT, SIGQUIT); Windows ends a console with Ctrl-C. */
const obeyed: ReadonlySet<number> = new Set([143, 129, 130, 131, 3221225786, -1073741510]);
const killed = 137;

/** Whether ECS says that the container was killed because memory ran out. */
function ranOutOfMemory({ reason }: EndedContainer): boolean {
  return reason !== undefined && /^OutOfMemoryError/i.test(reason);
}

/**
 * The container that explains why its task stopped: an essential one that ended first and by itself. When one ends, ECS asks the others to end and
 * kills those that don't. Their 143 and 137 only follow from that, so any other failure takes precedence. No answer says which of them ended first;
 * how long the ending took distinguishes a kill that followed from one that came first.
 */
export function decidingContainer<Container extends EndedContainer>(
  containers: readonly Container[],
  { roles = [], endingMs }: StopCircumstances = {},
): Container | undefined {
  const role = ({ name }: EndedContainer) => roles.find(({ container }) => container === name);
  const spoken = containers.filter(({ exitCode, reason }) => exitCode !== undefined || reason !== undefined);
  const essential = spoken.filter((container) => role(container)?.essential);
  const candidates = essential.length > 0 ? essential : spoken;
  const ended = (suits: (exitCode: number, container: Container) => boolean) =>
    candidates.find((container) => container.exitCode !== undefined && suits(container.exitCode, container));
  const followed = (container: Container) =>
    endingMs !== undefined && endingMs >= (role(container)?.stopTimeout ?? defaultStopTimeout) * 1000;
  return (
    candidates.find(ranOutOfMemory) ??
    ended((code) => code !== 0 && code !== killed && !obeyed.has(code)) ??
    candidates.find(({ reason }) => reason !== undefined) ??
    ended((code, container) => code === killed && !followed(container)) ??
    ended((code) => code === 0) ??
    ended((code) => code === killed) ??
    ended(() => true)
  );
}
