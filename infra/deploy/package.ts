// npm run package: the CloudFormation template and the functions' zips, without credentials or network.

import { join } from 'node:path';
import { buildFunctions } from '../build/functions.ts';
import { placeOptions, readOptions } from './options.ts';
import { packageService, root } from './osls.ts';
import { requireArns } from './pass-roles.ts';
import { runScript } from './script.ts';
import { settings } from './settings.ts';

const outDir = '.build/package';

await runScript(async () => {
  const { region, stage, ...given } = readOptions(process.argv.slice(2), {
    region: { ...placeOptions.region, required: false, default: 'us-east-1' },
    stage: placeOptions.stage,
    ...settings,
  });
  requireArns(given['pass-roles']);
  await buildFunctions();
  const files = await packageService({ root, outDir, region, stage, settings: given });
  console.log(`Packaged for stage ${stage} in ${region}:`);
  for (const { name, bytes } of files) {
    console.log(`${(bytes / 1000).toFixed(1).padStart(9)} kB  ${join(outDir, name)}`);
  }
  return 0;
});
