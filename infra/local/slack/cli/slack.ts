#!/usr/bin/env node

import { HelpAsked, runScript } from '../../../deploy/script.ts';
import { readPort } from '../../start-options.ts';
import { runClient, usage } from './cli.ts';

await runScript(async () => {
  const args = process.argv.slice(2);
  if (args.includes('--help')) throw new HelpAsked(usage);
  await runClient(args, readPort('PORT', process.env), (text) => {
    if (text !== '') console.log(text);
  });
  return 0;
});
// A read of the stream may still be pending.
process.exit();
