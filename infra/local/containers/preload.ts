// Loaded into a container's process before its own code, which doesn't know about it: reports to the local world where the process listens, and ends
// it when the local world is gone, however that ended.
import { subscribe } from 'node:diagnostics_channel';
import type { Server } from 'node:net';

process.once('disconnect', () => process.exit(1));
// Lets a process with nothing left to do end as it would without this.
process.channel?.unref();

subscribe('tracing:net.server.listen:asyncEnd', (message) => {
  const address = (message as { readonly server: Server }).server.address();
  if (typeof address === 'object' && address !== null) process.send?.({ port: address.port });
});
