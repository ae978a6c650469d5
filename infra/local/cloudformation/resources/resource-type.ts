import type { TemplateObject } from '../../lambda/service-definition.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import type { StackResource } from '../stack-entity.ts';

/** What a resource is once it is there. */
export interface MadeResource {
  /** What `!Ref` gives. */
  readonly physicalId: string;
  /** What `!GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** How one type of resource is made and deleted. Each throws ServiceError or StackProblem when it can't be. */
export interface ResourceType {
  /** How long it takes, in seconds of real life. */
  readonly seconds: number;
  create(world: CloudFormationWorld, properties: TemplateObject): MadeResource;
  /** Waits until it is as CloudFormation wants it; rejects when `signal` aborts. */
  settle?(world: CloudFormationWorld, resource: StackResource, signal: AbortSignal): Promise<void>;
  delete(world: CloudFormationWorld, resource: StackResource): void | Promise<void>;
  /** Its ARN in the Resource Groups Tagging API, for what is tagged and known to EC2 or the load balancers. */
  arn?(world: CloudFormationWorld, physicalId: string): string;
}
