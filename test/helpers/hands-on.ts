import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';
import { ScriptProblem } from '../../infra/deploy/script.ts';
import { createHandsOnDeps, handsOnOptions, runCommand } from '../../infra/hands-on/cli.ts';
import { createHandsOnClients, type HandsOnDeps } from '../../infra/hands-on/deps.ts';
import { noImage } from '../../infra/hands-on/image.ts';
import { createAccount } from '../../infra/local/account.ts';
import { startAws } from '../../infra/local/aws/endpoint.ts';
import { realClock } from '../../infra/local/clock.ts';
import { doubledStores } from './doubled-stores.ts';
import { clientInProcess } from './in-process.ts';

const script = fileURLToPath(new URL('../../infra/hands-on/hands-on.ts', import.meta.url));
const place = { accountId: '123456789012', region: 'us-east-1' };

/** A local account for one test, and the commands pointing to it. */
export async function startHandsOn({ speed = 400, seeds = 'none' as 'all' | 'none' } = {}) {
  const account = createAccount({ ...place, clock: realClock, speed, seeds, onEvent: () => undefined });
  const aws = await startAws({
    ...place,
    port: 0,
    services: account.services,
    stores: doubledStores(realClock),
  });
  onTestFinished(async () => {
    account.ecs.close();
    await aws.close();
  });
  const clients = createHandsOnClients(clientInProcess(aws, aws.url, place.region));
  const said: string[] = [];
  const world: HandsOnDeps = {
    clients,
    region: place.region,
    isLocal: true,
    pollMs: 10,
    say: (line) => void said.push(line),
    show: () => undefined,
    pause: (ms) => new Promise((resolve) => void realClock.after(ms, resolve)),
    image: noImage('There is no Docker here'),
  };
  return {
    clients,
    faults: account.stackFaults,
    world,
    said,
    /**
     * What `npm run hands-on -- …` does and says, in this process: a new one takes seconds before it begins. With `killAfter` it is killed once it has
     * said so many lines: what it asked for is done, but it hears and says nothing any more, and its code is null.
     */
    async ask(args: readonly string[], killAfter = Number.POSITIVE_INFINITY) {
      const lines: string[] = [];
      const isKilled = () => lines.length >= killAfter;
      const death = Promise.withResolvers<null>();
      const write = (text: string) => {
        for (const line of text.replace(/\n$/, '').split('\n')) if (!isKilled()) lines.push(line);
        if (isKilled()) death.resolve(null);
      };
      const call = handsOnOptions([...args], { AWS_ENDPOINT_URL: aws.url });
      const clients = createHandsOnClients(clientInProcess(aws, aws.url, place.region, isKilled));
      const deps = { ...createHandsOnDeps(call, { write }), clients, pollMs: world.pollMs };
      try {
        return { code: await Promise.race([death.promise, runCommand(deps, call)]), lines };
      } catch (error) {
        if (!(error instanceof ScriptProblem)) throw error;
        return { code: 1, lines: [...lines, ...error.message.split('\n')] };
      }
    },
    /** Runs `npm run hands-on -- …` as a person does. */
    async run(args: readonly string[]) {
      const child = spawn(process.execPath, [script, ...args], {
        env: { ...process.env, AWS_ENDPOINT_URL: aws.url },
        stdio: ['ignore', 'pipe', 'pipe'],
      });
      const lines: string[] = [];
      const read = [child.stdout, child.stderr].map(async (input) => {
        for await (const line of createInterface({ input })) lines.push(line);
      });
      const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
      await Promise.all(read);
      return { code, lines };
    },
  };
}

export type HandsOn = Awaited<ReturnType<typeof startHandsOn>>;
