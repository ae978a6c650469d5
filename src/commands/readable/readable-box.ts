import type { Look } from '../../ecs/readable/look.ts';
import type { BlackBox, KeptStop } from '../../store/black-box.ts';

/** Failures that are looked at for each that is wanted: most of them may be others'. */
const lookedAt = 10;

/** A black box with only what a person may look at. */
export function readableBox(box: BlackBox, look: Look): BlackBox {
  const visible = async (stops: readonly KeptStop[]) => {
    const found: KeptStop[] = [];
    for (const stop of stops) {
      const { task } = stop;
      if (!(await look.may(task.cluster, task.service ?? task.id))) continue;
      look.taskDefinitions.add(task.taskDefinition);
      found.push(stop);
    }
    return found;
  };
  const find = async (taskId: string) => {
    const stop = await box.find(taskId);
    return stop && (await visible([stop]))[0];
  };
  return {
    ...box,
    find,
    stopsOf: async (scope, most) => visible(await box.stopsOf(scope, most)),
    failures: async (most) => (await visible(await box.failures(most * lookedAt))).slice(0, most),
    logsOf: async (taskId) => ((await find(taskId)) === undefined ? undefined : box.logsOf(taskId)),
  };
}
