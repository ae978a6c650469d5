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

/** A resource that was begun to be made. */
export interface StackResource {
  readonly planned: PlannedResource;
  status: ResourceStatus;
  reason?: string | undefined;
  changedAt: Date;
  /** What `!Ref` gives; empty until there is something. */
  physicalId: string;
  attributes: Readonly<Record<string, string>>;
  /** With the references filled in. */
  properties: TemplateObject;
}

/** Something that is being done to a stack. */
export interface Operation {
  readonly cancel: AbortController;
  /** Resolves when nothing of it runs any more. */
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

/** A resource that is to be made; its properties still refer to others. */
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

/** What the local CloudFormation does wrong, as often as it says; it counts down. */
export interface StackFaults {
  /** Clusters that fail as the first one of a new account may: ECS is unavailable to it. */
  clusters?: number;
  /** Services that fail as in a new account: the service-linked role is not there yet. */
  services?: number;
}

/** An action of another local service. */
type CallAction = (name: string, input: Record<string, unknown>) => unknown;

/** What the local CloudFormation works with. */
export interface CloudFormationWorld extends AwsPlace {
  /** Divides how long things take. */
  readonly speed: number;
  readonly random: () => number;
  readonly ecs: CallAction;
  readonly ecr: CallAction;
  /** Calls back after every change of ECS; the answer ends it. */
  readonly onEcsChange: (listener: () => void) => () => void;
  readonly deleteLogGroup: (name: string) => void;
  /** Host and port that the load balancer answers at. */
  readonly loadBalancerAddress: () => string;
  readonly faults: StackFaults;
  /** By id, deleted ones too. */
  readonly stacks: Map<string, StackEntity>;
}

const value = z.custom<TemplateValue>((given) => given !== undefined);
const object = z.record(z.string(), value).transform((given): TemplateObject => given);
const dependsOn = z.union([z.string().transform((name) => [name]), z.array(z.string())]).default([]);

/** The parts of a template that are played; a part that is not named here is refused. */
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
 * The stack of that id, or the one of that name that is not deleted.
 * @throws ServiceError ValidationError: CloudFormation has no error of its own for it
 */
export function findStack({ stacks }: CloudFormationWorld, given: string): StackEntity {
  const byName = [...stacks.values()].find(
    ({ name, deletedAt }) => name === given && deletedAt === undefined,
  );
  const stack = stacks.get(given) ?? byName;
  if (stack === undefined) throw invalid(`Stack with id ${given} does not exist`);
  return stack;
}

/** CloudFormation's ValidationError: it has few others. */
export function invalid(message: string): ServiceError {
  return new ServiceError('ValidationError', message);
}

/** So many random hexadecimal digits. */
export function hex(random: () => number, digits: number): string {
  return Array.from({ length: digits }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** Random numbers that are the same ones each time for a resource of a stack, so that its id is known before it is made. */
export function randomOf(stackName: string, logicalId: string): () => number {
  const bytes = createHash('sha512').update(`${stackName}/${logicalId}`).digest();
  let at = 0;
  return () => (bytes[at++ % bytes.length] ?? 0) / 256;
}
