import { GetParameterCommand, type SSMClient } from '@aws-sdk/client-ssm';

/** The bot's token, read once from SSM and kept until Slack no longer takes it. */
export interface BotToken {
  get(): Promise<string>;
  /** After `invalid_auth` or `token_revoked`: the next `get` reads the parameter again, so a rotation needs no deploy. */
  forget(): void;
}

/** `aws ssm get-parameter --with-decryption --name …`, cached. A failed read is not kept. */
export function createBotToken(ssm: SSMClient, parameter: string): BotToken {
  let cached: Promise<string> | undefined;
  const read = async () => {
    const { Parameter } = await ssm.send(new GetParameterCommand({ Name: parameter, WithDecryption: true }));
    return Parameter?.Value ?? '';
  };
  return {
    get() {
      cached ??= read().catch((error: unknown) => {
        cached = undefined;
        throw error;
      });
      return cached;
    },
    forget() {
      cached = undefined;
    },
  };
}
