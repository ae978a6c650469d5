import { roleStatements } from './role-statements.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** The actions that a role of the template allows, on whatever: `ecs:StopTask`. */
export function roleActions(definition: ServiceDefinition, role: string): ReadonlySet<string> {
  return new Set(roleStatements(definition, role).flatMap(({ actions }) => actions));
}
