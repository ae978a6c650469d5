/** How a container acts in the local world; behaviours.md tells which label asks for what. Seconds of real life. */
export interface ContainerBehaviour {
  readonly startSeconds: number | undefined;
  readonly exit:
    | { readonly afterSeconds: number; readonly code: number; readonly reason?: string }
    | undefined;
  /** Set when the image can not be pulled: the end of the CannotPullContainerError. */
  readonly failPull: string | undefined;
  readonly health: 'HEALTHY' | 'UNHEALTHY';
  readonly ignoresSigterm: boolean;
  /** What it prints at its start, line by line. */
  readonly prints: readonly string[] | undefined;
}
