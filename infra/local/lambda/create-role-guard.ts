import type { AwsCall } from '../aws/route-request.ts';
import { ServiceError } from '../aws/service-error.ts';
import { roleStatements } from './role-statements.ts';
import type { ServiceDefinition } from './service-definition.ts';
import { tableOf } from './table-of.ts';

/** SQS's batch actions are allowed by the single ones. */
const iamAction: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/**
 * Refuses what a function's role does not allow (of DynamoDB, on which table), as IAM would, so that a missing permission shows here and not after
 * the deploy. Calls with other access keys (the CLI, the local world itself) are not judged.
 */
export function createRoleGuard(definition: ServiceDefinition): (call: AwsCall) => ServiceError | undefined {
  const roles = new Map(
    definition.functions.map(({ name, role }) => [name, roleStatements(definition, role)]),
  );
  return ({ accessKeyId, service, action, tables = [] }) => {
    const statements = roles.get(accessKeyId);
    if (statements === undefined) return undefined;
    const wanted = `${service}:${iamAction[action] ?? action}`;
    const fitting = statements.filter(({ actions }) => actions.includes(wanted));
    const on = fitting.flatMap(({ resources }) => resources.map((resource) => tableOf(definition, resource)));
    const refused = tables.find((table) => !on.includes(table));
    if (fitting.length > 0 && refused === undefined) return undefined;
    const what = refused === undefined ? wanted : `${wanted} on ${refused}`;
    const message = `The role of ${accessKeyId} is not authorized to perform: ${what}`;
    return new ServiceError('AccessDeniedException', message);
  };
}
