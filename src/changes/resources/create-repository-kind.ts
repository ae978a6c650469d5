import { createRepository } from '../../ecr/create-repository.ts';
import { hasRepository } from '../../ecr/has-repository.ts';
import type { ChangeKind } from '../change-kind.ts';
import type { CreateRepositoryChange } from '../resource-change.ts';
import { forHandsOn } from './for-hands-on.ts';

/** It moves when the repository is there already. */
export const createRepositoryKind: ChangeKind<CreateRepositoryChange> = forHandsOn({
  look: async ({ ecr }, change) => ({
    moved: await hasRepository(ecr, change.target.repository),
    ...{ seen: change, tags: {}, effect: {} },
  }),
  apply: async ({ ecr }, { target }) => ({ requestId: await createRepository(ecr, target.repository) }),
});
