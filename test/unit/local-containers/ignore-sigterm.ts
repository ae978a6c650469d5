// A container that does not end when it is told to.
import { createServer } from 'node:http';

process.on('SIGTERM', () => {});
createServer().listen(0, '127.0.0.1');
