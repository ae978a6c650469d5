import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { ClientOptions } from '../deploy/clients.ts';

/** Where the image of the page comes from. */
export interface ImageSource {
  /** Why nothing can be built or pushed from here; undefined if it can. */
  problem(): Promise<string | undefined>;
  /** The tag for the current sources: 12 hexadecimal digits. */
  tag(): Promise<string>;
  /**
   * Builds the image for Fargate's default platform and pushes it under `tag` and `latest`.
   * @throws ScriptProblem when docker fails
   */
  push(target: PushTarget): Promise<void>;
}

interface PushTarget {
  /** `123456789012.dkr.ecr.us-east-1.amazonaws.com/hello-world`. */
  readonly repositoryUri: string;
  readonly tag: string;
  /** `aws ecr get-login-password`. */
  password(): Promise<string>;
}

/** The dependencies of the hands-on's commands. */
export interface HandsOnDeps {
  readonly clients: HandsOnClients;
  readonly region: string;
  /** Whether this is the local AWS. */
  readonly isLocal: boolean;
  /** Prints a line for the person. */
  say(line: string): void;
  /** Shows what is going on in a status line that the next call replaces; without a terminal it is left out. */
  show(line: string): void;
  /** Milliseconds between two checks of something slow. Longer waits are a multiple of it. */
  readonly pollMs: number;
  pause(ms: number): Promise<void>;
  /** Builds and pushes the image. */
  readonly image: ImageSource;
}

/** The fields of the stack that the commands use. */
export interface HandsOnStack {
  /** Its ARN, which still identifies it after its deletion. */
  readonly id: string;
  readonly status: string;
  readonly parameters: Readonly<Record<string, string>>;
  readonly outputs: Readonly<Record<string, string>>;
}

/** A client for each service that the hands-on uses. */
export function createHandsOnClients(options: ClientOptions) {
  return {
    cloudFormation: new CloudFormationClient(options),
    ecr: new ECRClient(options),
    ecs: new ECSClient(options),
    iam: new IAMClient(options),
    logs: new CloudWatchLogsClient(options),
    tagging: new ResourceGroupsTaggingAPIClient(options),
  };
}

export type HandsOnClients = ReturnType<typeof createHandsOnClients>;

/** The names by which the hands-on finds what it created; stack.yml has the same. */
export const names = {
  stack: 'hands-on',
  /** The start of the stack's description: another stack of this name is somebody else's. */
  description: 'The hands-on of ECS Ops Bot.',
  tag: { key: 'ecs-ops-bot', value: 'hands-on' },
  logGroup: '/ecs/hands-on',
  /** IAM has no regions. */
  role: (region: string) => `hands-on-execution-${region}`,
  repository: 'hello-world',
  publicImage: 'public.ecr.aws/nginx/nginx:1.29',
} as const;
