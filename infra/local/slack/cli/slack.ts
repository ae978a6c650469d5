#!/usr/bin/env node
import { runClient } from './run-client.ts';
import { UsageError } from './usage-error.ts';

const port = Number(process.env.PORT ?? 3000);
const write = (text: string) => {
  if (text !== '') console.log(text);
};

runClient(process.argv.slice(2), port, write).then(
  () => process.exit(0),
  (error: unknown) => {
    if (!(error instanceof UsageError)) throw error;
    console.error(error.message);
    process.exit(1);
  },
);
