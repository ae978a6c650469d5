import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import type { Look } from '../../ecs/readable/look.ts';

/** A client that reads what scales a service, `service/<cluster>/<service>`, of services that a person may look at. */
export function readableAutoscaling(
  client: ApplicationAutoScalingClient,
  look: Look,
): ApplicationAutoScalingClient {
  const send = async (command: Parameters<ApplicationAutoScalingClient['send']>[0]): Promise<object> => {
    const name = command.constructor.name;
    const ids = 'ResourceIds' in command.input ? command.input.ResourceIds : undefined;
    if (ids === undefined)
      throw new Error(`readableAutoscaling does not know ${name}: what may be seen of its answer?`);
    for (const id of ids) {
      const [, cluster = '', service = ''] = id.split('/');
      if (!(await look.may(cluster, service))) return { $metadata: {}, ScalableTargets: [] };
    }
    return client.send(command as never);
  };
  return Object.create(client, { send: { value: send } }) as ApplicationAutoScalingClient;
}
