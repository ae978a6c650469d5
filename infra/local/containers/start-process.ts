import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { ContainerProcess } from '../ecs/runtime/container-runtime.ts';

export interface ProcessOptions {
  /** The file that the container's command runs. */
  readonly main: string;
  /** How `ps` shows it. */
  readonly title: string;
  /** Its ECS_CONTAINER_METADATA_URI_V4. */
  readonly metadataUri: string;
  readonly stopTimeoutMs: number;
}

const preload = new URL('./preload.ts', import.meta.url).href;
/** As a shell says it of a command that can't be run. */
const notStarted = 127;
/** Lines that are kept of what it prints. */
const mostLines = 500;

/** Starts a container's process. It ends with this one, however this one ends. */
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
