import type { AwsCall } from '../aws/endpoint.ts';
import { ServiceError } from '../aws/wire.ts';
import type { Resource, ServiceDefinition, TemplateObject, TemplateValue } from './template.ts';

/** SQS's batch actions are allowed by the corresponding single-message actions. */
const iamAction: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/**
 * Refuses what a function's role does not allow (for DynamoDB also by table, and for a task definition's roles by iam:PassRole), as IAM would, so that a missing permission shows here and not after
 * deployment. Calls with other access keys (the CLI, the local world itself) are not checked.
 */
export function createRoleGuard(definition: ServiceDefinition): (call: AwsCall) => ServiceError | undefined {
  const roles = new Map(
    definition.functions.map(({ name, role }) => [name, roleStatements(definition, role)]),
  );
  return ({ accessKeyId, service, action, tables = [], passes = [] }) => {
    const statements = roles.get(accessKeyId);
    if (statements === undefined) return undefined;
    const wanted = `${service}:${iamAction[action] ?? action}`;
    const fitting = statements.filter(({ actions }) => actions.includes(wanted));
    const on = fitting.flatMap(({ resources }) => resources.map((resource) => tableOf(definition, resource)));
    const refused = tables.find((table) => !on.includes(table));
    const deny = (what: string) =>
      new ServiceError(
        'AccessDeniedException',
        `The role of ${accessKeyId} is not authorized to perform: ${what}`,
      );
    if (fitting.length === 0) return deny(wanted);
    if (refused !== undefined) return deny(`${wanted} on ${refused}`);
    const passable = statements
      .filter(({ actions }) => actions.includes('iam:PassRole'))
      .flatMap(({ resources }) => resources.flatMap(rolesOf));
    const unpassed = passes.find((role) => !passable.some((pattern) => isLike(role, pattern)));
    return unpassed === undefined ? undefined : deny(`iam:PassRole on resource: ${unpassed}`);
  };
}

/** What one statement of a role allows. */
interface RoleStatement {
  /** `ecs:StopTask` */
  readonly actions: readonly string[];
  /** As they appear in the template. */
  readonly resources: readonly TemplateValue[];
}

/** The statements of all policies of a role: its own, and the template's policies that name it. */
function roleStatements(definition: ServiceDefinition, role: string): RoleStatement[] {
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

/** The table or index that a statement's resource means: `ecs-ops-bot-local`, `ecs-ops-bot-local/index/open`. Undefined for everything else. */
function tableOf({ resources }: ServiceDefinition, resource: TemplateValue): string | undefined {
  if (resource === null || typeof resource !== 'object' || Array.isArray(resource)) return undefined;
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': text } = resource as {
    readonly [name: string]: TemplateValue | undefined;
  };
  const named = Array.isArray(attribute) ? `\${${attribute.join('.')}}` : String(text);
  // A table that may be outside the stack is given by its ARN.
  const [, name] = /^arn:.*:dynamodb:.*:table\/(.+)$/.exec(named) ?? [];
  if (name !== undefined) return name;
  const [, id = '', rest = ''] = /^\$\{(\w+)\.Arn\}(.*)$/.exec(named) ?? [];
  const table = resources[id];
  return table?.Type === 'AWS::DynamoDB::Table' ? `${table.Properties.TableName}${rest}` : undefined;
}

/** The ARNs that a statement's resource names: as they are, or `Fn::Split` at commas. */
function rolesOf(resource: TemplateValue): string[] {
  if (typeof resource === 'string') return [resource];
  const { 'Fn::Split': split } = (resource ?? {}) as { readonly 'Fn::Split'?: TemplateValue };
  return Array.isArray(split) ? String(split[1]).split(',') : [];
}

/** `*` stands at the end of a path, and for slashes too. */
function isLike(arn: string, pattern: string): boolean {
  return pattern.endsWith('*') ? arn.startsWith(pattern.slice(0, -1)) : arn === pattern;
}

/** The actions that a role in the template allows, on any resource: `ecs:StopTask`. */
export function roleActions(definition: ServiceDefinition, role: string): ReadonlySet<string> {
  return new Set(roleStatements(definition, role).flatMap(({ actions }) => actions));
}
