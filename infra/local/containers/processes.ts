import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ContainerEntity, ContainerProcess, TaskEntity } from '../ecs/model/task.ts';
import { serve } from '../http.ts';

const main = fileURLToPath(new URL('../../hands-on/app/main.ts', import.meta.url));
/** A process needs real time to end, whatever the speed. */
const leastStopTimeout = 2_000;

/**
 * Runs the containers of `hello-world` as processes on 127.0.0.1, each on a free port; others are only simulated. `speed` divides stop timeouts: 1 is
 * real time.
 */
export async function startContainers({ speed }: { readonly speed: number }) {
  const metadata = await startMetadata();
  const running = new Set<ReturnType<typeof startProcess>>();
  return {
    run(task: TaskEntity, container: ContainerEntity): ContainerProcess | undefined {
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
    /** Kills every process at once. Resolves when all have ended. */
    async close(): Promise<void> {
      await Promise.all([...running].map((process) => process.kill()));
      await metadata.close();
    },
  };
}

interface ProcessOptions {
  /** The file that the container's command runs. */
  readonly main: string;
  /** Its name in `ps`. */
  readonly title: string;
  /** Its ECS_CONTAINER_METADATA_URI_V4. */
  readonly metadataUri: string;
  readonly stopTimeoutMs: number;
}

const preload = new URL('./preload.ts', import.meta.url).href;
/** A shell's exit code for a command that can't be run. */
const notStarted = 127;
/** How many lines of its output are kept. */
const mostLines = 500;

/** Starts a container's process. It ends when this process ends, however that happens. */
export function startProcess(options: ProcessOptions): ContainerProcess & { kill(): Promise<void> } {
  const { main, title, metadataUri, stopTimeoutMs } = options;
  let port: number | undefined;
  let exitCode: number | undefined;
  let stopping: NodeJS.Timeout | undefined;
  let listeners: ((exitCode: number) => void)[] = [];

  const child = spawn(process.execPath, [`--title=${title}`, `--import=${preload}`, main], {
    cwd: fileURLToPath(new URL('.', `file://${main}`)),
    env: { HOST: '127.0.0.1', PORT: '0', NODE_ENV: 'production', ECS_CONTAINER_METADATA_URI_V4: metadataUri },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const lines: { readonly at: number; readonly message: string }[] = [];
  for (const input of [child.stdout, child.stderr]) {
    if (input === null) continue;
    createInterface({ input }).on('line', (message) => {
      lines.push({ at: Date.now(), message });
      if (lines.length > mostLines) lines.shift();
    });
  }
  child.on('message', (message: { readonly port: number }) => {
    port = message.port;
  });
  child.once('error', () => end(notStarted));
  child.once('exit', (code, signal) => end(code ?? 128 + constants.signals[signal ?? 'SIGKILL']));

  function end(code: number): void {
    if (exitCode !== undefined) return;
    exitCode = code;
    clearTimeout(stopping);
    for (const listener of listeners.splice(0)) listener(code);
  }

  return {
    pid: child.pid,
    port: () => port,
    lines: () => lines,
    stop() {
      if (exitCode !== undefined || stopping !== undefined) return;
      child.kill('SIGTERM');
      stopping = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs);
      stopping.unref();
    },
    whenExited(run) {
      if (exitCode === undefined) listeners.push(run);
      else run(exitCode);
    },
    kill() {
      listeners = [];
      return killed(child);
    },
  };
}

function killed(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) resolve();
    child.once('exit', () => resolve());
    child.kill('SIGKILL');
  });
}

/**
 * Whether a container is the hands-on web page: its image is in a repository `hello-world`, or it has that name (where no image was pushed, a public
 * one stands in). One that uses a behaviour which only simulated containers have is simulated.
 */
export function isHelloWorld({
  name,
  image,
  behaviour,
}: Pick<ContainerEntity, 'name' | 'image' | 'behaviour'>): boolean {
  if (behaviour.exit !== undefined || behaviour.ignoresSigterm) return false;
  return name === 'hello-world' || /(?:^|\/)hello-world(?:[:@]|$)/.test(image);
}

/** The task metadata endpoint, version 4: `<uri>` for the container, `<uri>/task` for its task. On a free port of 127.0.0.1. */
export async function startMetadata() {
  const known = new Map<string, { readonly task: TaskEntity; readonly container: ContainerEntity }>();
  const server = await serve(
    (request, response) => {
      const [, version, id = '', what] = (request.url ?? '').split('/');
      const found = version === 'v4' ? known.get(id) : undefined;
      if (found === undefined || (what !== undefined && what !== 'task')) {
        response.writeHead(404).end();
        return;
      }
      const { task, container } = found;
      const body = what === 'task' ? taskMetadata(task) : containerMetadata(task, container);
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    },
    { port: 0, variable: 'PORT' },
  );
  return {
    /** Returns the container's ECS_CONTAINER_METADATA_URI_V4. */
    add(task: TaskEntity, container: ContainerEntity): string {
      const id = container.runtimeId ?? task.id;
      known.set(id, { task, container });
      return `${server.url}/v4/${id}`;
    },
    close: server.close,
  };
}

/** A task as the task metadata endpoint shows it. */
function taskMetadata(task: TaskEntity) {
  const { family, revision } = task.taskDefinition;
  return {
    Cluster: task.clusterArn,
    TaskARN: task.arn,
    Family: family,
    Revision: String(revision),
    DesiredStatus: task.desiredStatus,
    KnownStatus: task.lastStatus,
    AvailabilityZone: task.availabilityZone,
    LaunchType: task.launchType,
    Containers: task.containers.map((container) => containerMetadata(task, container)),
  };
}

/** A container as the task metadata endpoint shows it. */
function containerMetadata(task: TaskEntity, container: ContainerEntity) {
  return {
    DockerId: container.runtimeId,
    Name: container.name,
    Image: container.image,
    ImageID: container.imageDigest,
    DesiredStatus: task.desiredStatus,
    KnownStatus: container.lastStatus,
    ContainerARN: container.arn,
  };
}
