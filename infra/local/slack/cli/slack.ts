#!/usr/bin/env node

import { runClient, usage } from './cli.ts';
import { UsageError } from './connection.ts';

const port = Number(process.env.PORT ?? 3000);
const write = (text: string) => {
  if (text !== '') console.log(text);
};

const args = process.argv.slice(2);
const done = args.includes('--help') ? write(usage) : runClient(args, port, write);

Promise.resolve(done).then(
  () => process.exit(0),
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(1);
  },
);
