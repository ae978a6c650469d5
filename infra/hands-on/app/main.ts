// The container's only process: serves `hello-world` on PORT (80 by default), until SIGTERM. HOST limits the address it listens on.

import { readTask, startApp } from './app.ts';

const { PORT = '80', HOST, ECS_CONTAINER_METADATA_URI_V4 } = process.env;

try {
  const app = await startApp({
    port: Number(PORT),
    ...(HOST !== undefined && { host: HOST }),
    task: await readTask(ECS_CONTAINER_METADATA_URI_V4),
  });
  console.log(`listening on port ${app.port}`);
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, async () => {
      console.log(`${signal}: finishing what is asked`);
      await app.close();
      process.exit(0);
    });
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
