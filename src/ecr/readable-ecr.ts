import {
  DescribeImagesCommand,
  DescribeRepositoriesCommand,
  type ECRClient,
  RepositoryNotFoundException,
} from '@aws-sdk/client-ecr';

/**
 * A client through which only these repositories are there; all others are answered as those that do not exist. A call that is not
 * known here is refused.
 */
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
    if (command instanceof DescribeImagesCommand) {
      await require([command.input.repositoryName ?? '']);
      return ecr.send(command);
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
