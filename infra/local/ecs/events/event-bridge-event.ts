/** An event as EventBridge delivers it. `time` has whole seconds; times inside `detail` have milliseconds. */
export interface EventBridgeEvent {
  version: '0';
  id: string;
  'detail-type': string;
  source: string;
  account: string;
  time: string;
  region: string;
  resources: string[];
  detail: Record<string, unknown>;
}
