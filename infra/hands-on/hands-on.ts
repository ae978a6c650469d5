// npm run hands-on -- up [--lesson] | status | down: the hands-on's stack, in an AWS account or in the local AWS.

import { runScript, ScriptProblem } from '../deploy/script.ts';
import { createHandsOnDeps, handsOnOptions, runCommand } from './cli.ts';

process.once('SIGINT', () => {
  console.error('\nInterrupted: AWS goes on with what it has begun. The same command, run again, finishes.');
  process.exit(130);
});

await runScript(async () => {
  const call = handsOnOptions(process.argv.slice(2), process.env);
  try {
    return await runCommand(createHandsOnDeps(call, process.stdout), call);
  } catch (error) {
    const isRefused =
      error instanceof Error && /ECONNREFUSED/.test(`${error.message} ${'code' in error && error.code}`);
    if (!isRefused) throw error;
    throw new ScriptProblem(
      `Nothing answers at ${call.endpoint ?? 'AWS'}: bring the local deps up with npm start.`,
    );
  }
});
