import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { createHandsOnClients } from '../create-hands-on-clients.ts';
import type { HandsOnWorld } from '../hands-on-world.ts';
import { dockerImage } from '../image/docker-image.ts';
import { noImage } from '../image/no-image.ts';
import { runDocker } from '../image/run-docker.ts';
import type { HandsOnCall } from './hands-on-options.ts';
import { isLoopback } from './is-loopback.ts';
import { terminal } from './terminal.ts';

const folder = fileURLToPath(new URL('../app', import.meta.url));

/** The world of a run in a shell. The local AWS takes any credentials, moves faster, and has no registry to push to. */
export function createWorld(
  { region, endpoint }: Pick<HandsOnCall, 'region' | 'endpoint'>,
  output: Parameters<typeof terminal>[0],
): HandsOnWorld {
  const isLocal = endpoint !== undefined && isLoopback(endpoint);
  const { say, show } = terminal(output);
  return {
    clients: createHandsOnClients({
      region,
      ...(endpoint !== undefined && { endpoint }),
      ...(isLocal && { credentials: { accessKeyId: 'hands-on', secretAccessKey: 'local' } }),
    }),
    region,
    isLocal,
    say,
    show,
    pollMs: isLocal ? 250 : 2000,
    pause: (ms) => setTimeout(ms),
    image: isLocal ? noImage('The local ECR takes no layers') : dockerImage({ folder, run: runDocker, say }),
  };
}
