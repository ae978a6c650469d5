import type { ResourceStatus, StackStatus } from '@aws-sdk/client-cloudformation';
import { ServiceError } from '../aws/wire.ts';
import { evaluate, type Stack } from '../serverless/stack.ts';
import type { TemplateObject } from '../serverless/template.ts';
import { reasonOf, resourceTypes } from './resources.ts';
import {
  type CloudFormationWorld,
  hex,
  type Operation,
  type PlannedResource,
  randomOf,
  type StackEntity,
  type StackResource,
} from './stack.ts';

/** Runs `run` on the stack once the current operation has been cancelled and has finished. */
export function beginOperation(stack: StackEntity, run: (cancel: AbortController) => Promise<void>): void {
  const before = stack.operation;
  before?.cancel.abort();
  const cancel = new AbortController();
  const start = async () => {
    await before?.done;
    if (!cancel.signal.aborted) await run(cancel);
  };
  const operation: Operation = { cancel, done: Promise.resolve() };
  stack.operation = operation;
  operation.done = start();
}

/** Creates the planned resources that the stack lacks; after a failure it deletes what it created. When cancelled it just ends. */
export async function makeStack(
  world: CloudFormationWorld,
  stack: StackEntity,
  kind: 'CREATE' | 'UPDATE',
  cancel: AbortController,
): Promise<void> {
  const had = new Set(stack.resources.keys());
  const failed = await makeResources(world, stack, cancel);
  if (cancel.signal.aborted) return;
  const rollback = kind === 'CREATE' ? 'ROLLBACK' : 'UPDATE_ROLLBACK';
  if (failed.length > 0) {
    const reason = `The following resource(s) failed to create: [${failed.join(', ')}]. Rollback requested by user.`;
    recordStack(world, stack, `${rollback}_IN_PROGRESS`, reason);
    const made = new Set([...stack.resources.keys()].filter((id) => !had.has(id)));
    const left = await deleteResources(world, stack, made);
    if (cancel.signal.aborted) return;
    if (left.length === 0) return recordStack(world, stack, `${rollback}_COMPLETE`);
    return recordStack(world, stack, `${rollback}_FAILED`, notDeleted(left));
  }
  stack.outputs = Object.entries(stack.plan.outputs).map(([OutputKey, { Value, Description }]) => ({
    OutputKey,
    OutputValue: String(evaluate(Value, valuesOf(world, stack))),
    Description,
  }));
  recordStack(world, stack, `${kind}_COMPLETE`);
}

function notDeleted(ids: readonly string[]): string {
  return `The following resource(s) failed to delete: [${ids.join(', ')}]. `;
}

/**
 * Creates the planned resources that don't exist yet, each as soon as its dependencies exist. One failure, or an abort of `cancel`, cancels the
 * others. Returns the logical ids of the failed ones; none when all are created.
 */
async function makeResources(
  world: CloudFormationWorld,
  stack: StackEntity,
  cancel: AbortController,
): Promise<string[]> {
  const inner = new AbortController();
  const signal = AbortSignal.any([cancel.signal, inner.signal]);
  const failed: string[] = [];
  const wanted = stack.plan.resources.filter(({ id }) => !stack.resources.has(id));
  const planned = new Map(wanted.map((each) => [each.id, each]));

  const make = onceEach(async (each: PlannedResource): Promise<boolean> => {
    const before = each.dependsOn.flatMap((id) => planned.get(id) ?? []);
    const ready = await Promise.all(before.map(make));
    if (signal.aborted || ready.includes(false)) return false;
    const resource = begin(world, stack, each);
    try {
      const type = resourceTypes[each.type];
      resource.properties = evaluate(each.properties, valuesOf(world, stack)) as TemplateObject;
      const made = type?.create({ ...world, random: randomOf(stack.name, each.id) }, resource.properties);
      resource.physicalId = made?.physicalId ?? '';
      resource.attributes = made?.attributes ?? {};
      recordResource(world, stack, resource, 'CREATE_IN_PROGRESS', 'Resource creation Initiated');
      await pause(world, type?.seconds ?? 0, signal);
      await type?.settle?.(world, resource, signal);
      recordResource(world, stack, resource, 'CREATE_COMPLETE');
      return true;
    } catch (error) {
      const reason = signal.aborted ? 'Resource creation cancelled' : reasonOf(error);
      if (!signal.aborted) failed.push(each.id);
      recordResource(world, stack, resource, 'CREATE_FAILED', reason);
      inner.abort();
      return false;
    }
  });
  await Promise.all(wanted.map(make));
  return failed;
}

/** Runs `run` once per item, however often it is requested. */
function onceEach<Item>(run: (item: Item) => Promise<boolean>): (item: Item) => Promise<boolean> {
  const running = new Map<Item, Promise<boolean>>();
  return (item) => {
    const known = running.get(item) ?? run(item);
    running.set(item, known);
    return known;
  };
}

function begin(world: CloudFormationWorld, stack: StackEntity, planned: PlannedResource): StackResource {
  const resource: StackResource = {
    planned,
    status: 'CREATE_IN_PROGRESS',
    changedAt: new Date(world.clock.now()),
    physicalId: '',
    attributes: {},
    properties: {},
  };
  stack.resources.set(planned.id, resource);
  // Recorded twice: now, and once the resource has an id.
  recordResource(world, stack, resource, 'CREATE_IN_PROGRESS');
  return resource;
}

/** The values of a template's references: parameters, pseudo parameters, and created resources. */
function valuesOf({ region, accountId }: CloudFormationWorld, stack: StackEntity): Stack {
  return {
    resources: Object.fromEntries(
      [...stack.resources].map(([id, { physicalId, attributes }]) => [id, { ref: physicalId, attributes }]),
    ),
    pseudo: {
      'AWS::Region': region,
      'AWS::AccountId': accountId,
      'AWS::Partition': 'aws',
      'AWS::StackName': stack.name,
      'AWS::StackId': stack.id,
      ...stack.parameters,
    },
  };
}

/** Sets a resource's status and records the event. */
function recordResource(
  world: CloudFormationWorld,
  stack: StackEntity,
  resource: StackResource,
  status: ResourceStatus,
  reason?: string,
): void {
  const { planned, physicalId } = resource;
  const Timestamp = new Date(world.clock.now());
  Object.assign(resource, { status, reason, changedAt: Timestamp });
  stack.events.push({
    EventId: `${planned.id}-${status}-${hex(world.random, 12)}`,
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: planned.id,
    PhysicalResourceId: physicalId,
    ResourceType: planned.type,
    Timestamp,
    ResourceStatus: status,
    ResourceStatusReason: reason,
  });
}

/** Waits for `seconds` of real life divided by the speed; rejects when `signal` aborts. */
function pause({ clock, speed }: CloudFormationWorld, seconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const cancelled = () => {
      cancel();
      reject(new Error('cancelled'));
    };
    const cancel = clock.after((seconds * 1000) / speed, () => {
      signal?.removeEventListener('abort', cancelled);
      resolve();
    });
    if (signal?.aborted) cancelled();
    else signal?.addEventListener('abort', cancelled, { once: true });
  });
}

/** Sets the stack's own status and records the event. */
export function recordStack(
  { clock, random }: CloudFormationWorld,
  stack: StackEntity,
  status: StackStatus,
  reason?: string,
): void {
  Object.assign(stack, { status, reason });
  stack.events.push({
    EventId: `${hex(random, 8)}-${hex(random, 12)}`,
    StackId: stack.id,
    StackName: stack.name,
    LogicalResourceId: stack.name,
    PhysicalResourceId: stack.id,
    ResourceType: 'AWS::CloudFormation::Stack',
    Timestamp: new Date(clock.now()),
    ResourceStatus: status as ResourceStatus,
    ResourceStatusReason: reason,
  });
}

/**
 * Deletes resources of the stack, each once everything that depends on it is gone. Returns the logical ids of those that could not be deleted; what
 * these need stays too.
 */
async function deleteResources(
  world: CloudFormationWorld,
  stack: StackEntity,
  ids: ReadonlySet<string> = new Set(stack.resources.keys()),
): Promise<string[]> {
  const failed: string[] = [];
  const all = [...stack.resources.values()].filter(({ planned }) => ids.has(planned.id));

  const remove = onceEach(async (resource: StackResource): Promise<boolean> => {
    const { id, type } = resource.planned;
    const dependents = all.filter(({ planned }) => planned.dependsOn.includes(id));
    const gone = await Promise.all(dependents.map(remove));
    if (gone.includes(false)) return false;
    try {
      // A resource that failed before it got an id has nothing to delete.
      if (resource.physicalId !== '') {
        recordResource(world, stack, resource, 'DELETE_IN_PROGRESS');
        await deleteIfThere(world, resource);
        await pause(world, (resourceTypes[type]?.seconds ?? 0) / 4);
        recordResource(world, stack, resource, 'DELETE_COMPLETE');
      }
      stack.resources.delete(id);
      return true;
    } catch (error) {
      failed.push(id);
      recordResource(world, stack, resource, 'DELETE_FAILED', reasonOf(error));
      return false;
    }
  });
  await Promise.all(all.map(remove));
  return failed;
}

/** A resource that was already deleted by hand counts as deleted. */
async function deleteIfThere(world: CloudFormationWorld, resource: StackResource): Promise<void> {
  try {
    await resourceTypes[resource.planned.type]?.delete?.(world, resource);
  } catch (error) {
    if (error instanceof ServiceError && /NotFoundException$/.test(error.name)) return;
    throw error;
  }
}

/** Deletes the stack's resources. */
export async function removeStack(world: CloudFormationWorld, stack: StackEntity): Promise<void> {
  const left = await deleteResources(world, stack);
  if (left.length > 0) return recordStack(world, stack, 'DELETE_FAILED', notDeleted(left));
  stack.deletedAt = new Date(world.clock.now());
  recordStack(world, stack, 'DELETE_COMPLETE');
}
