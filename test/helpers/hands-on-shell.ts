import { handsOnOptions, runCommand } from '../../infra/hands-on/cli.ts';
import { createHandsOnClients } from '../../infra/hands-on/deps.ts';
import { noImage } from '../../infra/hands-on/image.ts';

/** `npm run hands-on -- …` of somebody without Docker, in this process; its exit code. */
export function runHandsOn(
  client: Parameters<typeof createHandsOnClients>[0] & { readonly endpoint: string },
  ...words: string[]
): Promise<number> {
  const shell = {
    clients: createHandsOnClients(client),
    region: 'us-east-1',
    isLocal: true,
    pollMs: 250,
    say: () => undefined,
    show: () => undefined,
    pause: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
    image: noImage('There is no Docker here'),
  };
  return runCommand(shell, handsOnOptions(words, { AWS_ENDPOINT_URL: client.endpoint }));
}
