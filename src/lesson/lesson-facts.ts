/** What AWS says of one learner's resources; what is not there is absent. Times are epoch milliseconds. */
export interface LessonFacts {
  /** When AWS was asked. */
  readonly at: number;
  /** The stack with the network, the load balancer and the execution role. */
  readonly network?: {
    /** CREATE_COMPLETE, CREATE_IN_PROGRESS, … */
    readonly status: string;
    /** Of the page that the load balancer serves. */
    readonly url?: string;
    readonly executionRole?: string;
    readonly logGroup?: string;
  };
  readonly repository?: {
    /** `<account>.dkr.ecr.<region>.amazonaws.com/<name>` */
    readonly uri: string;
    /** The tag that was pushed last. */
    readonly tag?: string;
  };
  readonly cluster?: { readonly services: number; readonly tasks: number };
  /** The newest ACTIVE revision. */
  readonly taskDefinition?: {
    /** `family:revision` */
    readonly name: string;
    readonly image: string;
    readonly cpu: number;
    readonly memory: number;
    readonly containers: number;
  };
  readonly service?: {
    readonly desiredCount: number;
    readonly runningCount: number;
    /** Its newest deployment came to its end. */
    readonly deployed: boolean;
    readonly failed: boolean;
  };
  /** The last stop of a task of the service that neither a deployment nor a lower count explains. */
  readonly stop?: {
    readonly at: number;
    /** Until its replacement ran, where the service's episode still tells. */
    readonly healedMs?: number;
  };
}
