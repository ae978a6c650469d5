import type { DeployedStack } from './read-stack.ts';
import { ScriptProblem } from './script-problem.ts';

/** Where Slack sends its requests: the stack's HTTP API and the one route of serverless.yml. */
export function slackUrl({ name, outputs }: DeployedStack): string {
  const { HttpApiUrl } = outputs;
  if (!HttpApiUrl) throw new ScriptProblem(`The stack ${name} has no output HttpApiUrl: deploy it again.`);
  return `${HttpApiUrl}/slack`;
}
