import type { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import {
  BatchGetImageCommand,
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';
import type { ECSClient } from '@aws-sdk/client-ecs';
import { listClusters } from '../aws/ecs/clusters.ts';
import { searchServices } from '../aws/ecs/image-use.ts';
import type { Visibility } from './visibility.ts';

/** A client that reads what scales a service, `service/<cluster>/<service>`, only for services that a person may see. */
export function readableAutoscaling(
  client: ApplicationAutoScalingClient,
  visibility: Visibility,
): ApplicationAutoScalingClient {
  const send = async (command: Parameters<ApplicationAutoScalingClient['send']>[0]): Promise<object> => {
    const name = command.constructor.name;
    const ids = 'ResourceIds' in command.input ? command.input.ResourceIds : undefined;
    if (ids === undefined)
      throw new Error(`readableAutoscaling does not know ${name}: what may be seen of its answer?`);
    for (const id of ids) {
      const [, cluster = '', service = ''] = id.split('/');
      if (!(await visibility.may(cluster, service))) return { $metadata: {}, ScalableTargets: [] };
    }
    return client.send(command as never);
  };
  return Object.create(client, { send: { value: send } }) as ApplicationAutoScalingClient;
}

/** The repositories whose images run in a service that `ecs` shows: a repository itself does not say whose it is. */
export async function readableRepositories(ecs: ECSClient): Promise<ReadonlySet<string>> {
  const { uses } = await searchServices(ecs, await listClusters(ecs), undefined, Number.POSITIVE_INFINITY);
  return new Set(uses.flatMap(({ repository }) => repository ?? []));
}

/** A client in which only these repositories exist; all others are answered as if they did not. A call that is not known here is refused. */
export function readableEcr(
  ecr: ECRClient,
  readable: () => Promise<Pick<ReadonlySet<string>, 'has'>>,
): ECRClient {
  const require = async (names: readonly string[]) => {
    const seen = await readable();
    if (names.every((name) => seen.has(name))) return;
    const message = 'The repository does not exist in the registry.';
    throw new RepositoryNotFoundException({ message, $metadata: { httpStatusCode: 400 } });
  };
  const send = async (command: object): Promise<object> => {
    if (command instanceof DescribeImagesCommand || command instanceof BatchGetImageCommand) {
      await require([command.input.repositoryName ?? '']);
      return ecr.send(command as never);
    }
    if (command instanceof DescribeRepositoriesCommand) {
      const { repositoryNames } = command.input;
      if (repositoryNames !== undefined) await require(repositoryNames);
      const answer = await ecr.send(command);
      const seen = await readable();
      const repositories = (answer.repositories ?? []).filter(({ repositoryName = '' }) =>
        seen.has(repositoryName),
      );
      return { ...answer, repositories };
    }
    throw new Error(`readableEcr does not know ${command.constructor.name}: what may be seen of its answer?`);
  };
  return Object.create(ecr, { send: { value: send } }) as ECRClient;
}
