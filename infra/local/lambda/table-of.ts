import type { ServiceDefinition, TemplateValue } from './service-definition.ts';

/**
 * The table or index that a statement's resource is: `ecs-ops-bot-local`, `ecs-ops-bot-local/index/open`. Undefined for
 * everything else.
 */
export function tableOf({ resources }: ServiceDefinition, resource: TemplateValue): string | undefined {
  if (resource === null || typeof resource !== 'object' || Array.isArray(resource)) return undefined;
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': text } = resource as {
    readonly [name: string]: TemplateValue | undefined;
  };
  const named = Array.isArray(attribute) ? `\${${attribute.join('.')}}` : String(text);
  // A table that may not be the stack's is named by its ARN.
  const [, name] = /^arn:.*:dynamodb:.*:table\/(.+)$/.exec(named) ?? [];
  if (name !== undefined) return name;
  const [, id = '', rest = ''] = /^\$\{(\w+)\.Arn\}(.*)$/.exec(named) ?? [];
  const table = resources[id];
  return table?.Type === 'AWS::DynamoDB::Table' ? `${table.Properties.TableName}${rest}` : undefined;
}
