import * as z from 'zod';
import { hasRepository } from '../ecr/has-repository.ts';
import { defineCommand } from './define-command.ts';
import { Refusal } from './refusal.ts';
import { requireHandsOnNames } from './require-hands-on-names.ts';

/** `/ecs create-repository <name>`: `aws ecr create-repository`. One DescribeRepositories before. */
export const createRepository = defineCommand({
  name: 'create-repository',
  kind: 'change',
  only: 'hands-on',
  words: [{ name: 'name', hint: 'name' }],
  flags: [],
  examples: ['create-repository hello-world-2'],
  args: z.object({ name: z.string() }),
  async run({ name }, { ecr }) {
    requireHandsOnNames(name);
    if (await hasRepository(ecr, name)) throw new Refusal({ code: 'alreadyThere', what: 'repository', name });
    return { type: 'change', change: { type: 'create-repository', target: { repository: name } } };
  },
});
