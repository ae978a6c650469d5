import type { ECSClient } from '@aws-sdk/client-ecs';
import type { Look } from './look.ts';
import { readClusters } from './read-clusters.ts';
import { readServices } from './read-services.ts';
import { readTasks } from './read-tasks.ts';

/**
 * A client through which only what a person may look at is there: all else is answered as what does not exist. A call that is
 * not known here is refused, so that a new one can't go round it by being forgotten; and so is every call that changes something.
 */
export function readableEcs(ecs: ECSClient, look: Look): ECSClient {
  const send = async (command: object): Promise<object> => {
    for (const read of [readClusters, readServices, readTasks]) {
      const answer = read(command, ecs, look);
      if (answer !== undefined) return answer;
    }
    throw new Error(
      `src/ecs/readable does not know ${command.constructor.name}: what may be seen of its answer?`,
    );
  };
  // The SDK's paginators take an instance of the client only.
  return Object.create(ecs, { send: { value: send } }) as ECSClient;
}
