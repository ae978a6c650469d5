import { type ParseArgsConfig, parseArgs } from 'node:util';

/** Errors of the AWS SDK that say little, and what to do about each. */
const advice: Readonly<Record<string, string>> = {
  CredentialsProviderError:
    'No AWS credentials were found: set AWS_PROFILE, or run `aws configure`, then try again.',
  ExpiredToken: 'The AWS credentials have expired: sign in again.',
  ExpiredTokenException: 'The AWS credentials have expired: sign in again.',
  UnrecognizedClientException: 'AWS does not know these credentials: check AWS_PROFILE.',
  InvalidClientTokenId: 'AWS does not know these credentials: check AWS_PROFILE.',
};

/**
 * Runs a script's main function. A failure is printed as one sentence on standard error, with exit code 1; otherwise the exit code is what `work`
 * returns (0 if nothing).
 */
export async function runScript(work: () => Promise<number | undefined>): Promise<void> {
  try {
    process.exitCode = (await work()) ?? 0;
  } catch (error) {
    if (error instanceof HelpAsked) {
      console.log(error.message);
      return;
    }
    console.error(sentence(error));
    process.exitCode = 1;
  }
}

function sentence(error: unknown): string {
  if (error instanceof ScriptProblem) return error.message;
  return (error instanceof Error && advice[error.name]) || nameError(error);
}

/** `AccessDenied: User … is not authorized`. */
export function nameError(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return `${error.name}: ${error.message || String(error.cause ?? 'no reason was given')}`;
}

/** What a call to AWS answers; undefined if it fails because there is no such thing, with this error of the service. */
export async function unlessMissing<Answer>(
  missing: abstract new (...given: never[]) => Error,
  call: Promise<Answer>,
): Promise<Answer | undefined> {
  try {
    return await call;
  } catch (error) {
    if (error instanceof missing) return undefined;
    throw error;
  }
}

/**
 * The arguments of a script. `known` is printed after an error in them.
 * @throws ScriptProblem for an option that does not exist, or that has no value
 */
export function readArguments<Config extends ParseArgsConfig>(config: Config, known: string) {
  try {
    return parseArgs(config);
  } catch (error) {
    const [reason = ''] = error instanceof Error ? error.message.split(/\.\s/) : [];
    throw new ScriptProblem(`${reason.replace(/\.$/, '')}. ${known}`);
  }
}

/** A problem that the person at the shell can fix: they see only its message, one sentence, with no stack trace. */
export class ScriptProblem extends Error {
  override readonly name = 'ScriptProblem';
}

/** `--help` was given: its message is printed, and nothing is wrong. */
export class HelpAsked extends Error {
  override readonly name = 'HelpAsked';
}
