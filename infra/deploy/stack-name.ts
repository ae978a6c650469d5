/** The CloudFormation stack of a stage, and the prefix of everything in it: `ecs-ops-bot-prod`, as serverless.yml has it. */
export function stackName(stage: string): string {
  return `ecs-ops-bot-${stage}`;
}
