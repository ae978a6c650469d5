/** The parts of a container that tell why its task stopped. */
export interface EndedContainer {
  readonly name?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly reason?: string | undefined;
}

/** What the task definition says about a container that matters to a stop. */
export interface ContainerRole {
  readonly container: string;
  /** The task stops when it ends. */
  readonly essential: boolean;
  /** How long it may take to end when asked, seconds; undefined if the host's default applies. */
  readonly stopTimeout?: number | undefined;
}

/** What is known besides the containers themselves. */
export interface StopCircumstances {
  /** Absent if the task definition was not read or is no longer known. */
  readonly roles?: readonly ContainerRole[] | undefined;
  /** From the decision to stop until the last container ended; absent if ECS did not say. */
  readonly endingMs?: number | undefined;
}

/** Seconds that ECS gives a container to end if its definition says nothing. */
const defaultStopTimeout = 30;

/** SIGTERM, and what images set as their STOPSIGNAL instead (SIGHUP, SIGINT, SIGQUIT); Windows ends a console with Ctrl-C. */
const obeyed: ReadonlySet<number> = new Set([143, 129, 130, 131, 3221225786, -1073741510]);
const killed = 137;

/** Whether ECS says that the container was killed because memory ran out. */
export function ranOutOfMemory({ reason }: EndedContainer): boolean {
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
