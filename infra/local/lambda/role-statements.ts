import type { ServiceDefinition, TemplateObject, TemplateValue } from './service-definition.ts';

/** What one statement of a role allows. */
export interface RoleStatement {
  /** `ecs:StopTask` */
  readonly actions: readonly string[];
  /** As the template names them. */
  readonly resources: readonly TemplateValue[];
}

/** The statements of a role of the template, of all its policies. */
export function roleStatements(definition: ServiceDefinition, role: string): RoleStatement[] {
  const policies = definition.resources[role]?.Properties.Policies ?? [];
  return list(policies)
    .flatMap((policy) =>
      list((policy as { PolicyDocument?: TemplateObject }).PolicyDocument?.Statement ?? []),
    )
    .map((statement) => {
      const { Action = [], Resource = [] } = statement as TemplateObject;
      return { actions: list(Action).map(String), resources: list(Resource) };
    });
}

function list(value: TemplateValue): readonly TemplateValue[] {
  return Array.isArray(value) ? value : [value];
}
