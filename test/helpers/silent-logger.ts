import { type Logger, LogLevel } from '@slack/web-api';

const nothing = () => {};

/** Keeps what the real client logs about refusals that a test asks for out of the test's output. */
export const silentLogger: Logger = {
  ...{ debug: nothing, info: nothing, warn: nothing, error: nothing },
  ...{ setLevel: nothing, getLevel: () => LogLevel.ERROR, setName: nothing },
};
