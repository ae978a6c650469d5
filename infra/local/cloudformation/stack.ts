import { createHash } from 'node:crypto';
import type {
  Capability,
  Output,
  ResourceStatus,
  StackEvent,
  StackStatus,
  Tag,
} from '@aws-sdk/client-cloudformation';
import { z } from 'zod';
import { type AwsPlace, ServiceError } from '../aws/wire.ts';
import type { TemplateObject, TemplateValue } from '../serverless/template.ts';

/** A resource whose creation has begun. */
export interface StackResource {
  readonly planned: PlannedResource;
  status: ResourceStatus;
  reason?: string | undefined;
  changedAt: Date;
  /** What `!Ref` gives; empty until the resource has an id. */
  physicalId: string;
  attributes: Readonly<Record<string, string>>;
  /** With references resolved. */
  properties: TemplateObject;
}

/** An operation on a stack. */
export interface Operation {
  readonly cancel: AbortController;
  /** Resolves when all of it has ended. */
  done: Promise<void>;
}

export interface StackEntity {
  readonly id: string;
  readonly name: string;
  readonly description: string | undefined;
  parameters: Readonly<Record<string, string>>;
  plan: StackPlan;
  readonly tags: Tag[];
  readonly capabilities: Capability[];
  readonly createdAt: Date;
  updatedAt?: Date;
  deletedAt?: Date;
  status: StackStatus;
  reason?: string | undefined;
  outputs: Output[];
  readonly resources: Map<string, StackResource>;
  /** Oldest first, as DescribeStackEvents shows them. */
  readonly events: StackEvent[];
  operation?: Operation;
}

/** A resource to create; its properties still contain references. */
export interface PlannedResource {
  readonly id: string;
  readonly type: string;
  readonly dependsOn: readonly string[];
  readonly properties: TemplateObject;
}

export interface StackPlan {
  readonly resources: readonly PlannedResource[];
  readonly outputs: StackTemplate['Outputs'];
}

/** How many more times the local CloudFormation makes each error; the numbers count down. */
export interface StackFaults {
  /** Clusters that fail as the first one in a new account may: ECS is unavailable to it. */
  clusters?: number;
  /** Services that fail as in a new account: the service-linked role does not exist yet. */
  services?: number;
}

/** An action of another local service. */
type CallAction = (name: string, input: Record<string, unknown>) => unknown;

/** What the local CloudFormation depends on. */
export interface CloudFormationWorld extends AwsPlace {
  /** Divides all durations. */
  readonly speed: number;
  readonly random: () => number;
  readonly ecs: CallAction;
  readonly ecr: CallAction;
  /** Calls back after every change in ECS; the returned function unsubscribes. */
  readonly onEcsChange: (listener: () => void) => () => void;
  readonly deleteLogGroup: (name: string) => void;
  /** Host and port of the load balancer. */
  readonly loadBalancerAddress: () => string;
  readonly faults: StackFaults;
  /** By id, including deleted ones. */
  readonly stacks: Map<string, StackEntity>;
}

const value = z.custom<TemplateValue>((given) => given !== undefined);
const object = z.record(z.string(), value).transform((given): TemplateObject => given);
const dependsOn = z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]);

/** The supported parts of a template; any other part is refused. */
export const stackTemplate = z.strictObject({
  AWSTemplateFormatVersion: z.string().optional(),
  Description: z.string().optional(),
  Parameters: z
    .record(
      z.string(),
      z.strictObject({
        Type: z.literal('String'),
        Default: z.string().optional(),
        AllowedValues: z.array(z.string()).optional(),
        Description: z.string().optional(),
      }),
    )
    .default({}),
  Conditions: z.record(z.string(), value).default({}),
  Resources: z.record(
    z.string(),
    z.strictObject({
      Type: z.string(),
      Condition: z.string().optional(),
      DependsOn: dependsOn,
      Properties: object.default({}),
      DeletionPolicy: z.literal('Delete').optional(),
      UpdateReplacePolicy: z.literal('Delete').optional(),
    }),
  ),
  Outputs: z
    .record(
      z.string(),
      z.strictObject({ Value: value, Condition: z.string().optional(), Description: z.string().optional() }),
    )
    .default({}),
});

export type StackTemplate = z.output<typeof stackTemplate>;

/**
 * The stack with that id, or the one with that name that is not deleted.
 * @throws ServiceError ValidationError: CloudFormation has no specific error for it
 */
export function findStack({ stacks }: CloudFormationWorld, given: string): StackEntity {
  const byName = [...stacks.values()].find(
    ({ name, deletedAt }) => name === given && deletedAt === undefined,
  );
  const stack = stacks.get(given) ?? byName;
  if (stack === undefined) throw invalid(`Stack with id ${given} does not exist`);
  return stack;
}

/** CloudFormation's ValidationError: it has few other errors. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

/** `digits` random hexadecimal digits. */
export function hex(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** Random numbers that are always the same for a resource of a stack, so that its id is known before it is created. */
export function randomOf(stackName: string, logicalId: string): () => number {
  const bytes = createHash('sha512').update(`${stackName}/${logicalId}`).digest();
  let at = 0;
  return () => (bytes[at++ % bytes.length] ?? 0) / 256;
}
