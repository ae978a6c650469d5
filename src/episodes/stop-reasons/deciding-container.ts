/** As much of a container as tells why its task stopped. */
export interface EndedContainer {
  readonly name?: string | undefined;
  readonly exitCode?: number | undefined;
  readonly reason?: string | undefined;
}

/**
 * The container that explains why its task stopped. When one ends, ECS stops the others: their 143 (they obeyed) or 137
 * (they did not) follow from it, so any other failure comes before these.
 */
export function decidingContainer<Container extends EndedContainer>(
  containers: readonly Container[],
): Container | undefined {
  const ended = (fits: (exitCode: number) => boolean) =>
    containers.find(({ exitCode }) => exitCode !== undefined && fits(exitCode));
  return (
    containers.find(({ reason }) => reason !== undefined && /OutOfMemory/i.test(reason)) ??
    ended((code) => ![0, 137, 143].includes(code)) ??
    containers.find(({ reason }) => reason !== undefined) ??
    ended((code) => code === 137) ??
    ended((code) => code === 0) ??
    ended(() => true)
  );
}
