// npm run manifest: the Slack app's manifest, and the link that makes the app of it.
import { commands } from '../../src/commands/commands.ts';
import { appManifest } from '../slack/app-manifest.ts';
import { manifestLink } from '../slack/manifest-link.ts';
import { manifestProblems } from '../slack/manifest-problems.ts';
import { readOptions } from './read-options.ts';
import { runScript } from './run-script.ts';
import { ScriptProblem } from './script-problem.ts';
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
