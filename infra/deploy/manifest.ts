// npm run manifest: the Slack app's manifest, and the link that creates the app from it.

import { commands } from '../../src/commands/registry.ts';
import { appManifest, manifestLink, manifestProblems } from '../slack/manifest.ts';
import { readOptions } from './options.ts';
import { runScript, ScriptProblem } from './script.ts';
import { commandName } from './settings.ts';

await runScript(async () => {
  const { url, command } = readOptions(process.argv.slice(2), {
    url: {
      pattern: /^https:\/\/[\w.-]+(:\d+)?\/\S*$/,
      what: 'the address that npm run deploy printed, https://….amazonaws.com/slack',
      required: true,
    },
    command: {
      pattern: commandName,
      what: 'the slash command’s name, as it was given to npm run deploy',
      default: '/ecs',
    },
  });
  const manifest = appManifest(url, commands, command);
  const problems = manifestProblems(manifest);
  if (problems.length > 0) throw new ScriptProblem(`Slack would refuse the manifest: ${problems.join(' ')}`);
  console.log(JSON.stringify(manifest, null, 2));
  console.log(
    `\nOpen this link, choose your workspace, then Create and Install:\n\n${manifestLink(manifest)}`,
  );
  return 0;
});
