import { decidingContainer, type EndedContainer } from './deciding-container.ts';
import { exitCodeReason } from './exit-code-reason.ts';
import { expectedReasons } from './expected-reasons.ts';
import type { ReasonCode } from './reason-code.ts';
import { reasonRows } from './reason-rows.ts';
import type { StopExplanation } from './stop-explanation.ts';

/** What ECS gives of a stopped task. */
export interface StoppedTask {
  readonly stopCode?: string | undefined;
  readonly stoppedReason?: string | undefined;
  readonly containers?: readonly EndedContainer[] | undefined;
}

interface Found {
  readonly code: ReasonCode;
  readonly text?: string;
}

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
  ...expectedReasons,
  'scheduler',
  'loadBalancer',
  'healthCheck',
]);

/**
 * Says why a task stopped from its stop code, reasons and exit codes. What is essential of a text decides, whatever is
 * around it; a text that no row knows is given back as it is, never guessed at.
 */
export function explainStop(task: StoppedTask): StopExplanation {
  const container = decidingContainer(task.containers ?? []);
  const { code, text } = find(task, container);
  const also = alsoHappened(code, task.containers ?? []);
  const detail =
    code === 'failed' ? String(container?.exitCode) : rough.has(code) ? ownWords(code, text) : undefined;
  return {
    code,
    expected: expectedReasons.has(code),
    ...(detail !== undefined && { detail }),
    ...(also !== undefined && { also }),
  };
}

function find(task: StoppedTask, container: EndedContainer | undefined): Found {
  const { stopCode, stoppedReason } = task;
  // Whoever calls StopTask may write anything as the reason: it must not be read as ECS's words.
  if (stopCode === 'UserInitiated') {
    const deregistered = stoppedReason !== undefined && read(stoppedReason)?.code === 'deregistered';
    return deregistered ? { code: 'deregistered' } : { code: 'byHand', ...text(stoppedReason) };
  }
  const texts = [stoppedReason, container?.reason].filter(
    (given): given is string => given !== undefined && given.trim() !== '' && !empty.test(given),
  );
  for (const given of texts) {
    const code = read(given)?.code;
    if (code !== undefined) return { code, text: given };
  }
  const [first] = texts;
  if (first !== undefined) return { code: 'unknown', text: first };
  return byCodes(task, container);
}

function read(given: string) {
  return reasonRows.find(({ pattern }) => pattern.test(given));
}

/** No text says anything: the exit code does, else the stop code. */
function byCodes({ stopCode, stoppedReason }: StoppedTask, container: EndedContainer | undefined): Found {
  const ended = stopCode === 'EssentialContainerExited' || empty.test(stoppedReason ?? '');
  if (container?.exitCode !== undefined && (ended || stopCode === undefined)) {
    return { code: exitCodeReason(container.exitCode) };
  }
  if (stopCode === 'TaskFailedToStart' || /failed to start/i.test(stoppedReason ?? '')) {
    return { code: 'failedToStart' };
  }
  if (ended) return { code: 'exited' };
  if (stopCode === 'SpotInterruption') return { code: 'spot' };
  if (stopCode === 'InfrastructureHealth') return { code: 'infrastructure' };
  if (stopCode === 'ServiceSchedulerInitiated') return { code: 'scheduler' };
  return stopCode === undefined ? { code: 'noReason' } : { code: 'unknown', text: stopCode };
}

function alsoHappened(code: ReasonCode, containers: readonly EndedContainer[]): StopExplanation['also'] {
  const ranOut = containers.some(({ reason }) => reason !== undefined && /OutOfMemory/i.test(reason));
  if (ranOut) return code === 'outOfMemory' ? undefined : 'outOfMemory';
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
