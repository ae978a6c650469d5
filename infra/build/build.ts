import { buildFunctions } from './functions.ts';
import { writeSlackApp } from './slack-app.ts';

const started = performance.now();
for (const { name, bytes } of await buildFunctions()) {
  console.log(`${name.padEnd(12)} ${(bytes / 1000).toFixed(1).padStart(7)} kB`);
}
await writeSlackApp();
console.log(`built in ${Math.round(performance.now() - started)} ms`);
