import type { Tag } from '@aws-sdk/client-cloudformation';
import type { TemplateObject } from '../lambda/service-definition.ts';
import type { StackTemplate } from './template/stack-template.ts';

/** What happened to the stack or to one of its resources, as DescribeStackEvents shows it. */
export interface StackEvent {
  readonly EventId: string;
  readonly StackId: string;
  readonly StackName: string;
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId: string;
  readonly ResourceType: string;
  readonly Timestamp: Date;
  readonly ResourceStatus: string;
  readonly ResourceStatusReason: string | undefined;
}

/** A resource that was begun to be made. */
export interface StackResource {
  readonly planned: PlannedResource;
  status: string;
  reason?: string;
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
  readonly tags: readonly Tag[];
  readonly capabilities: readonly string[];
  readonly createdAt: Date;
  updatedAt?: Date;
  deletedAt?: Date;
  status: string;
  reason?: string;
  outputs: readonly { OutputKey: string; OutputValue: string; Description?: string | undefined }[];
  readonly resources: Map<string, StackResource>;
  /** Oldest first. */
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
