import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { queryAll, type Table } from './table.ts';

/** When the events function last heard what, epoch milliseconds; absent where it never did. */
export interface Heartbeats {
  /** An event of ECS. */
  readonly event?: number;
  /** The minute's sweep, which a rule sends: it comes also where ECS is quiet. */
  readonly sweep?: number;
}

const pk = 'heartbeat#events';

/** When the events function last heard an event and a sweep. */
export interface HeartbeatStore {
  beat(kind: keyof Heartbeats, at: number): Promise<void>;
  read(): Promise<Heartbeats>;
}

export function heartbeatStore(table: Table): HeartbeatStore {
  return {
    async beat(kind, at) {
      await table.client.send(new PutCommand({ TableName: table.name, Item: { pk, sk: kind, at } }));
    },
    async read() {
      const records = await queryAll<{ sk: keyof Heartbeats; at: number }>(table, pk);
      return Object.fromEntries(records.map(({ sk, at }) => [sk, at]));
    },
  };
}
