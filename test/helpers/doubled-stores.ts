import type { Stores } from '../../infra/local/aws/backends.ts';
import type { Clock } from '../../infra/local/clock.ts';
import { createSimulatedDynamodb } from '../simulation/doubles/dynamodb.ts';
import { createSimulatedSqs } from '../simulation/doubles/sqs.ts';

/** The simulation's DynamoDB and SQS for a local AWS: for a test that is not about these two, since they answer without timers and I/O. */
export function doubledStores(clock: Clock): Stores {
  return {
    // The place is told its origin later, so that it must stay the same object.
    createSqs: async (place) =>
      Object.assign(createSimulatedSqs(Object.assign(place, { clock })), { close: async () => {} }),
    createDynamodb: (place) => createSimulatedDynamodb(Object.assign(place, { clock })),
  };
}
