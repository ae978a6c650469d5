/** Who serves the page. */
export interface Task {
  /** The task's id on ECS; elsewhere the host's name, which is the container's id in Docker. */
  readonly id: string;
  /** `us-east-1a`. */
  readonly zone?: string;
  /** `hello-world:3`. */
  readonly taskDefinition?: string;
}
