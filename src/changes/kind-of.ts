import type { Change } from './change.ts';
import type { ChangeKind } from './change-kind.ts';
import { createClusterKind } from './resources/create-cluster-kind.ts';
import { createRepositoryKind } from './resources/create-repository-kind.ts';
import { createServiceKind } from './resources/create-service-kind.ts';
import { deleteClusterKind } from './resources/delete-cluster-kind.ts';
import { deleteServiceKind } from './resources/delete-service-kind.ts';
import { registerTaskDefinitionKind } from './resources/register-task-definition-kind.ts';
import { scaleKind } from './scale-kind.ts';
import { stopTaskKind } from './stop-task-kind.ts';

const kinds: { readonly [Type in Change['type']]: ChangeKind<Extract<Change, { type: Type }>> } = {
  scale: scaleKind,
  'stop-task': stopTaskKind,
  'create-repository': createRepositoryKind,
  'create-cluster': createClusterKind,
  'register-task-definition': registerTaskDefinitionKind,
  'create-service': createServiceKind,
  'delete-service': deleteServiceKind,
  'delete-cluster': deleteClusterKind,
};

/** How this change is looked at and made. */
export function kindOf<Kind extends Change>(change: Kind): ChangeKind<Kind> {
  return kinds[change.type] as unknown as ChangeKind<Kind>;
}
