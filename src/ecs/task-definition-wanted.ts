/** A task definition from its short form: one container on Fargate that serves a port and logs to CloudWatch Logs. */
export interface TaskDefinitionWanted {
  readonly family: string;
  readonly image: string;
  /** CPU units, 1024 to a vCPU, and MiB, as ECS takes them: texts. */
  readonly cpu: string;
  readonly memory: string;
  readonly port: number;
  readonly executionRoleArn: string;
  readonly logGroup: string;
  readonly region: string;
}
