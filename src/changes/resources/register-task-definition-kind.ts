import type { ECSClient } from '@aws-sdk/client-ecs';
import { isRegisteredAs } from '../../ecs/is-registered-as.ts';
import { readRevision } from '../../ecs/read-revision.ts';
import { registerTaskDefinition } from '../../ecs/register-task-definition.ts';
import type { ChangeKind } from '../change-kind.ts';
import type { RegisterTaskDefinitionChange } from '../resource-change.ts';
import { forHandsOn } from './for-hands-on.ts';

/** It moves when the family got another revision. */
export const registerTaskDefinitionKind: ChangeKind<RegisterTaskDefinitionChange> = forHandsOn({
  look: async ({ ecs }, change) => ({
    moved: (await newestRevision(ecs, change.target.family)) !== change.before.revision,
    ...{ seen: change, tags: {}, effect: {} },
  }),
  async apply({ ecs }, { target, before, definition }) {
    // ECS makes a new revision each time. One that is just so and newer than the card is this change's own, made before a crash.
    const newest = await newestRevision(ecs, target.family);
    for (let revision = newest; revision > before.revision; revision -= 1) {
      const name = `${target.family}:${revision}`;
      const found = await readRevision(ecs, name);
      if (found && isRegisteredAs(found, definition)) return { requestId: undefined, made: name };
    }
    return registerTaskDefinition(ecs, definition);
  },
});

async function newestRevision(ecs: ECSClient, family: string): Promise<number> {
  return (await readRevision(ecs, family))?.revision ?? 0;
}
