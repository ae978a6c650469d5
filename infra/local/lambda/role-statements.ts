import type { Resource, ServiceDefinition, TemplateObject, TemplateValue } from './service-definition.ts';

/** What one statement of a role allows. */
export interface RoleStatement {
  /** `ecs:StopTask` */
  readonly actions: readonly string[];
  /** As the template names them. */
  readonly resources: readonly TemplateValue[];
}

/** The statements of a role of the template, of all its policies: its own, and those of the template that name it. */
export function roleStatements(definition: ServiceDefinition, role: string): RoleStatement[] {
  const attached = Object.values(definition.resources).filter(
    (resource) => resource.Type === 'AWS::IAM::Policy' && isOf(resource, role),
  );
  const policies = [
    ...list(definition.resources[role]?.Properties.Policies ?? []),
    ...attached.map(({ Properties }) => Properties),
  ];
  return policies
    .flatMap((policy) =>
      list((policy as { PolicyDocument?: TemplateObject }).PolicyDocument?.Statement ?? []),
    )
    .map((statement) => {
      const { Action = [], Resource = [] } = statement as TemplateObject;
      return { actions: list(Action).map(String), resources: list(Resource) };
    });
}

function isOf({ Properties }: Resource, role: string): boolean {
  return list(Properties.Roles ?? []).some((each) => (each as { Ref?: TemplateValue } | null)?.Ref === role);
}

function list(value: TemplateValue): readonly TemplateValue[] {
  return Array.isArray(value) ? value : [value];
}
