import http, { type Agent } from 'node:http';
import https from 'node:https';
import { isIP, type Socket } from 'node:net';

/** A keep-alive connection to one host. */
export interface Connection {
  readonly agent: Agent;
  /** Opens a socket, TLS included, for the next request to use. Rejects when the host can't be reached. */
  connect(): Promise<void>;
  /** Closes every idle socket: where one turned out dead, the others are as old. */
  drop(): void;
}

/** A handshake in the middle of the first request makes it five times as long: `connect` has it done before. */
export function openConnection(url: URL): Connection {
  const secure = url.protocol === 'https:';
  const agent = secure ? new https.Agent({ keepAlive: true }) : new http.Agent({ keepAlive: true });
  const open = agent.createConnection.bind(agent);
  let spare: Socket | undefined;

  agent.createConnection = (options, done) => {
    const socket = spare;
    spare = undefined;
    if (!socket || socket.destroyed) return open(options, done);
    return socket.ref();
  };

  return {
    agent,
    connect: () =>
      new Promise((resolve, reject) => {
        const host = url.hostname.replaceAll(/[[\]]/g, '');
        const port = Number(url.port) || (secure ? 443 : 80);
        const socket = open({ host, port, ...(secure && { servername: isIP(host) ? '' : host }) }) as Socket;
        spare = socket;
        socket.once(secure ? 'secureConnect' : 'connect', () => {
          if (socket === spare) socket.unref();
          resolve();
        });
        socket.on('error', reject);
      }),
    drop() {
      for (const sockets of Object.values(agent.freeSockets)) {
        for (const socket of sockets ?? []) socket.destroy();
      }
    },
  };
}
