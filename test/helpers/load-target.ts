import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Target } from '../../infra/local/ecs/model/task.ts';

/** A server of a test as a target; `/health` is answered unless `handle` is asked for it too. */
export async function startTarget(id: string, handle: RequestListener, isChecked = false) {
  const server = createServer((request, response) => {
    if (request.url === '/health' && !isChecked) response.end();
    else handle(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const target: Target = { id, port: () => port, onState() {}, onTraffic() {} };
  return {
    target,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
