import type { Message } from '../state/message.ts';
import type { Arguments } from './arguments.ts';

/** `oldest`, `latest` and `inclusive` as a filter. Fixed-width time stamps compare as text. */
export function inTimeRange(args: Arguments): (message: Message) => boolean {
  const oldest = args.optional('oldest') ?? '';
  const latest = args.optional('latest') ?? '~';
  const inclusive = args.flag('inclusive');
  return ({ ts }) => (ts > oldest && ts < latest) || (inclusive && (ts === oldest || ts === latest));
}
