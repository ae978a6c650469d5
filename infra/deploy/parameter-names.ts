/** The SSM SecureStrings of a stage; serverless.yml hands the same names to the functions. */
export function parameterNames(stage: string) {
  return {
    signingSecret: `/ecs-ops-bot/${stage}/slack-signing-secret`,
    botToken: `/ecs-ops-bot/${stage}/slack-bot-token`,
  } as const;
}
