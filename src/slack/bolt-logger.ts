import type { Logger } from '@aws-lambda-powertools/logger';
import { type Logger as BoltLogger, LogLevel } from '@slack/bolt';

/** Bolt's log lines through ours: JSON, and nothing below a warning. */
export function boltLogger(logger: Pick<Logger, 'warn' | 'error'>): BoltLogger {
  const text = (parts: unknown[]) => parts.map(String).join(' ');
  return {
    debug: () => {},
    info: () => {},
    warn: (...parts) => logger.warn(text(parts)),
    error: (...parts) => logger.error(text(parts)),
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
