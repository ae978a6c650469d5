import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { listen as bind } from '../../aws/listen.ts';

export interface Listening {
  readonly url: string;
  close(): Promise<void>;
}

/** Serves on 127.0.0.1 (port 0 = any free one). A taken port is one clear sentence. */
export async function listen(
  port: number,
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
): Promise<Listening> {
  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      if (!response.headersSent) response.writeHead(500, { 'content-type': 'text/plain' });
      response.end(error instanceof Error ? error.message : String(error));
    });
  });
  const taken = await bind(server, port, 'PORT');
  return {
    url: `http://127.0.0.1:${taken}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
