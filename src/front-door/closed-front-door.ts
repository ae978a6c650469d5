import type { FrontDoor } from './create-front-door.ts';
import type { World } from './world.ts';

/** A front door that can't be built answers everybody with an empty 500; the log says each time what is wrong. */
export function closedFrontDoor(message: string, log: World['log']): FrontDoor {
  return {
    warmUp: async () => {},
    handle: async () => {
      log({ level: 'ERROR', message });
      return { statusCode: 500, body: '' };
    },
  };
}
