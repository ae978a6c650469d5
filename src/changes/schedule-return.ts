import { jobGroups } from '../front-door/job-group.ts';
import type { JobScheduler } from '../scheduler/job-scheduler.ts';
import { scheduleJob } from '../scheduler/schedule-job.ts';
import type { ReturnJob } from './return-job.ts';
import type { Returns } from './returns.ts';

/** Timers of EventBridge Scheduler, named for the bot so that its role covers no other's. */
export function scheduleReturn(scheduler: JobScheduler, prefix: string): Returns {
  return {
    schedule(changeId, at) {
      const job: ReturnJob = { kind: 'return', changeId, setAt: scheduler.now() };
      const group = jobGroups.timer(changeId);
      return scheduleJob(scheduler, { name: `${prefix}${changeId}`, at, job, group });
    },
  };
}
