import type { Change } from '../change.ts';
import { continueKind } from './continue.ts';
import { deployKind } from './deploy.ts';
import {
  createClusterKind,
  createRepositoryKind,
  createServiceKind,
  deleteClusterKind,
  deleteServiceKind,
  registerTaskDefinitionKind,
} from './hands-on.ts';
import type { ChangeKind } from './kind.ts';
import { restartKind } from './restart.ts';
import { rollbackKind } from './rollback.ts';
import { scaleKind } from './scale.ts';
import { stopTaskKind } from './stop-task.ts';

const kinds: { readonly [Type in Change['type']]: ChangeKind<Extract<Change, { type: Type }>> } = {
  scale: scaleKind,
  'stop-task': stopTaskKind,
  deploy: deployKind,
  restart: restartKind,
  rollback: rollbackKind,
  continue: continueKind,
  'create-repository': createRepositoryKind,
  'create-cluster': createClusterKind,
  'register-task-definition': registerTaskDefinitionKind,
  'create-service': createServiceKind,
  'delete-service': deleteServiceKind,
  'delete-cluster': deleteClusterKind,
};

/** How this change is inspected and applied. */
export function kindOf<Kind extends Change>(change: Kind): ChangeKind<Kind> {
  return kinds[change.type] as unknown as ChangeKind<Kind>;
}
