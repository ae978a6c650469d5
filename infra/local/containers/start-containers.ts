import { fileURLToPath } from 'node:url';
import type { ContainerRuntime } from '../ecs/runtime/container-runtime.ts';
import { isHelloWorld } from './is-hello-world.ts';
import { startMetadata } from './start-metadata.ts';
import { startProcess } from './start-process.ts';

export interface ContainersOptions {
  /** Divides stop timeouts: 1 is real life. */
  readonly speed: number;
}

export interface Containers extends ContainerRuntime {
  /** Kills every process at once. Resolves when none is left. */
  close(): Promise<void>;
}

const main = fileURLToPath(new URL('../../hands-on/app/main.ts', import.meta.url));
/** A process needs some time of this machine to end, whatever the speed. */
const leastStopTimeout = 2_000;

/** Runs the containers of `hello-world` as processes on 127.0.0.1, each on a free port; others are only played. */
export async function startContainers({ speed }: ContainersOptions): Promise<Containers> {
  const metadata = await startMetadata();
  const running = new Set<ReturnType<typeof startProcess>>();
  return {
    run(task, container) {
      if (!isHelloWorld(container)) return undefined;
      const process = startProcess({
        main,
        title: `hello-world/${task.id.slice(0, 8)}`,
        metadataUri: metadata.add(task, container),
        stopTimeoutMs: Math.max(leastStopTimeout, (container.stopTimeout * 1000) / speed),
      });
      running.add(process);
      process.whenExited(() => running.delete(process));
      return process;
    },
    async close() {
      await Promise.all([...running].map((process) => process.kill()));
      await metadata.close();
    },
  };
}
