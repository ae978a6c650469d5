import type { App, Receiver } from '@slack/bolt';
import type { Job } from '../front-door/job.ts';
import type { Delivery } from './delivery.ts';

/**
 * A Bolt receiver that is fed by a queue in place of HTTP. Slack was answered long ago by the front door, so `ack`
 * only says here that a listener took the job to its end.
 */
export class QueueReceiver implements Receiver {
  #app: App | undefined;

  init(app: App): void {
    this.#app = app;
  }

  async start(): Promise<void> {}

  async stop(): Promise<void> {}

  /**
   * Runs one job through the app. Rejects with the listener's error, or when nobody acknowledged it: either way the
   * job is not done and must come again.
   */
  async receive(job: Job, delivery: Delivery): Promise<void> {
    if (!this.#app) throw new Error('QueueReceiver: the Bolt app is not initialised');
    let acknowledged = false;
    await this.#app.processEvent({
      body: { ...job.body },
      ack: async () => {
        acknowledged = true;
      },
      ...(job.retryNum !== undefined && { retryNum: job.retryNum }),
      ...(job.retryReason !== undefined && { retryReason: job.retryReason }),
      customProperties: { delivery },
    });
    if (!acknowledged) throw new Error(`No listener took the ${job.kind} job ${job.id}`);
  }
}
