import type { DeployedStack } from './read-stack.ts';
import { slackUrl } from './slack-url.ts';

export interface AfterDeploy {
  readonly stack: DeployedStack;
  readonly region: string;
  readonly stage: string;
  readonly settings: Readonly<Record<string, string>>;
}

/** What the person reads after a deploy: the bot's address, and what is left to do. */
export function afterDeploy({ stack, region, stage, settings }: AfterDeploy): string {
  const place = `--region ${region}${stage === 'prod' ? '' : ` --stage ${stage}`}`;
  const url = slackUrl(stack);
  return [
    `The bot answers at ${url}`,
    '',
    'If it has no Slack app yet:',
    `  npm run manifest -- --url ${url}`,
    `  npm run secrets -- ${place}`,
    `Then: npm run verify -- ${place}`,
    '',
    'Who may change what stands in infra/access.yml; it is deployed with the bot.',
    ...(settings['default-channel']
      ? []
      : ['', 'What nobody asked for is told nowhere yet: deploy again with --default-channel C…']),
  ].join('\n');
}
