import type { AwsService } from '../aws/protocols.ts';
import { byModel } from '../aws/request-model.ts';
import type { Clock } from '../clock.ts';
import {
  deleteLogGroup,
  describeLogGroups,
  describeLogStreams,
  filterLogEvents,
  getLogEvents,
} from './actions.ts';
import { logsModel } from './request-model.ts';
import type { LogStream, LogsWorld } from './streams.ts';

interface LogsOptions {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
}

/** CloudWatch Logs in memory, for reading: what writes to it are the local tasks. */
interface LocalLogs {
  readonly service: AwsService;
  /** Takes a stream in; its group comes into being with its first stream, as if it had been created before. */
  add(stream: LogStream): void;
  /** Takes a group away with all that is in it, if it is there. */
  remove(group: string): void;
}

export function createLogs(options: LogsOptions): LocalLogs {
  const world: LogsWorld = { ...options, groups: new Map() };
  return {
    service: {
      name: 'logs',
      targetPrefix: 'Logs_20140328',
      jsonVersion: '1.1',
      actions: byModel(logsModel, {
        DeleteLogGroup: (input) => deleteLogGroup(world, input),
        DescribeLogGroups: (input) => describeLogGroups(world, input),
        DescribeLogStreams: (input) => describeLogStreams(world, input),
        FilterLogEvents: (input) => filterLogEvents(world, input),
        GetLogEvents: (input) => getLogEvents(world, input),
      }),
    },
    add(stream) {
      const group = world.groups.get(stream.group) ?? new Map<string, LogStream>();
      world.groups.set(stream.group, group.set(stream.name, stream));
    },
    remove(group) {
      world.groups.delete(group);
    },
  };
}
