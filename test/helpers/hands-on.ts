import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { noImage } from '../../infra/hands-on/image.ts';
import { createHandsOnClients, type HandsOnClients, type HandsOnWorld } from '../../infra/hands-on/world.ts';
import { createAccount } from '../../infra/local/account.ts';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { realClock } from '../../infra/local/clock.ts';
import type { StackFaults } from '../../infra/local/cloudformation/stack.ts';
import { clientOf } from './sdk.ts';

const script = fileURLToPath(new URL('../../infra/hands-on/hands-on.ts', import.meta.url));
const place = { accountId: '123456789012', region: 'us-east-1' };

export interface HandsOn {
  readonly clients: HandsOnClients;
  readonly faults: StackFaults;
  /** A world for the commands' functions; `said` holds what they tell. */
  readonly world: HandsOnWorld;
  readonly said: string[];
  /** Runs `npm run hands-on -- …`; with `killAfter` it is killed with SIGKILL once it has printed so many lines. */
  run(args: readonly string[], killAfter?: number): Promise<{ code: number | null; lines: string[] }>;
  close(): Promise<void>;
}

/** An empty local account, and the commands pointing to it. */
export async function startHandsOn({ speed = 400, seeds = 'none' as 'all' | 'none' } = {}): Promise<HandsOn> {
  const account = createAccount({ ...place, clock: realClock, speed, seeds, onEvent: () => undefined });
  const aws = await startAws({ ...place, port: 0, services: account.services });
  const clients = createHandsOnClients(clientOf(aws.url, place.region));
  const said: string[] = [];
  return {
    clients,
    faults: account.stackFaults,
    said,
    world: {
      clients,
      region: place.region,
      isLocal: true,
      say: (line) => void said.push(line),
      show: () => undefined,
      pollMs: 10,
      pause: (ms) => new Promise((resolve) => void realClock.after(ms, resolve)),
      image: noImage('There is no Docker here'),
    },
    async run(args, killAfter = Number.POSITIVE_INFINITY) {
      const child = spawn(process.execPath, [script, ...args], {
        env: { ...process.env, AWS_ENDPOINT_URL: aws.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const lines: string[] = [];
      const read = [child.stdout, child.stderr].map(async (input) => {
        for await (const line of createInterface({ input })) {
          lines.push(line);
          if (lines.length >= killAfter) child.kill('SIGKILL');
        }
      });
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      await Promise.all(read);
      return { code, lines };
    },
    async close() {
      account.ecs.close();
      await aws.close();
    },
  };
}
