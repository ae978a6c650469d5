import { evaluate } from '../../lambda/evaluate.ts';
import type { TemplateObject } from '../../lambda/service-definition.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { randomOf } from '../hex.ts';
import { reasonOf } from '../resources/reason-of.ts';
import { resourceTypes } from '../resources/resource-types.ts';
import type { PlannedResource, StackEntity, StackResource } from '../stack-entity.ts';
import { pause } from './pause.ts';
import { recordResource } from './record-resource.ts';
import { valuesOf } from './values-of.ts';

/**
 * Makes what is planned and not there yet, each as soon as what it depends on is there. One failure, or an abort of `cancel`,
 * cancels the others. Gives the logical ids of what failed; none when all is made.
 */
export async function makeResources(
  world: CloudFormationWorld,
  stack: StackEntity,
  cancel: AbortController,
): Promise<string[]> {
  const inner = new AbortController();
  const signal = AbortSignal.any([cancel.signal, inner.signal]);
  const failed: string[] = [];
  const running = new Map<string, Promise<boolean>>();
  const wanted = stack.plan.resources.filter(({ id }) => !stack.resources.has(id));
  const planned = new Map(wanted.map((each) => [each.id, each]));

  const make = (each: PlannedResource): Promise<boolean> => {
    const known = running.get(each.id);
    if (known !== undefined) return known;
    const promise = run(each);
    running.set(each.id, promise);
    return promise;
  };
  const run = async (each: PlannedResource): Promise<boolean> => {
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
  };
  await Promise.all(wanted.map(make));
  return failed;
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
  // Told twice: now, and when there is something that has an id.
  recordResource(world, stack, resource, 'CREATE_IN_PROGRESS');
  return resource;
}
