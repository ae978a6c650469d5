import type { AwsOptions } from './aws/start-aws.ts';
import type { StackFaults } from './cloudformation/cloudformation-world.ts';

/** How the local world is set up; everything has a default. */
export interface WorldOptions {
  /** 0 takes a free port. */
  readonly ports?: { readonly page: number; readonly api: number; readonly aws: number };
  /** Divides the tasks' life cycles: 1 is real life. */
  readonly speed?: number;
  /** Tasks of `hello-world` are real processes, behind a load balancer on this port; 0 takes a free one. */
  readonly processes?: { readonly loadBalancerPort: number };
  /** What the account holds at the start: clusters, services and images, or nothing. `all` when absent. */
  readonly seeds?: 'all' | 'none';
  /** What CloudFormation does wrong, as often as it says: the first cluster of an account fails. */
  readonly stackFaults?: StackFaults;
  /** How far behind its writes ECS's reads are, milliseconds; not at all when absent. */
  readonly readLagMs?: number;
  /** How long ECS still knows a stopped task, milliseconds; an hour when absent. */
  readonly stoppedTaskIsShownFor?: number;
  /** What Slack signs its requests with; random when absent. */
  readonly signingSecret?: string;
  /** The access policy, in place of infra/access.yml. */
  readonly access?: unknown;
  /** Parameters of serverless.yml beside those that the local world sets. */
  readonly params?: Readonly<Record<string, string>>;
  /** Told of each request that the local AWS answered. */
  readonly onRequest?: AwsOptions['onRequest'];
  /** May answer an AWS request in its service's place, after the roles allowed it. */
  readonly intercept?: AwsOptions['intercept'];
  /** Lines that the functions print. */
  readonly onLog?: (functionName: string, line: string) => void;
  /** A function that failed. */
  readonly onError?: (functionName: string, error: unknown) => void;
}
