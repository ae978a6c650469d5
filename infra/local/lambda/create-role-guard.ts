import type { AwsCall } from '../aws/route-request.ts';
import { ServiceError } from '../aws/service-error.ts';
import { roleActions } from './role-actions.ts';
import type { ServiceDefinition } from './service-definition.ts';

/** SQS's batch actions are allowed by the single ones. */
const iamAction: Readonly<Record<string, string>> = {
  SendMessageBatch: 'SendMessage',
  DeleteMessageBatch: 'DeleteMessage',
  ChangeMessageVisibilityBatch: 'ChangeMessageVisibility',
};

/**
 * Refuses what a function's role does not allow, as IAM would, so that a missing permission shows here and not after
 * the deploy. Calls with other access keys (the CLI, the local world itself) are not judged.
 */
export function createRoleGuard(definition: ServiceDefinition): (call: AwsCall) => ServiceError | undefined {
  const allowed = new Map(
    definition.functions.map(({ name, role }) => [name, roleActions(definition, role)]),
  );
  return ({ accessKeyId, service, action }) => {
    const actions = allowed.get(accessKeyId);
    const wanted = `${service}:${iamAction[action] ?? action}`;
    if (actions === undefined || actions.has(wanted)) return undefined;
    const message = `The role of ${accessKeyId} is not authorized to perform: ${wanted}`;
    return new ServiceError('AccessDeniedException', message);
  };
}
