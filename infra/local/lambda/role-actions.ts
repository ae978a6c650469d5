import type { ServiceDefinition, TemplateObject, TemplateValue } from './service-definition.ts';

/**
 * The actions that a role of the template allows, `ecs:StopTask`. Resources and conditions are not judged here:
 * a test of the template looks at these.
 */
export function roleActions(definition: ServiceDefinition, role: string): ReadonlySet<string> {
  const policies = definition.resources[role]?.Properties.Policies ?? [];
  return new Set(
    list(policies)
      .flatMap((policy) =>
        list((policy as { PolicyDocument?: TemplateObject }).PolicyDocument?.Statement ?? []),
      )
      .flatMap((statement) => list((statement as TemplateObject).Action ?? []))
      .map(String),
  );
}

function list(value: TemplateValue): readonly TemplateValue[] {
  return Array.isArray(value) ? value : [value];
}
