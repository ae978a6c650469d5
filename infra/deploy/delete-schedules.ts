import {
  DeleteScheduleCommand,
  ResourceNotFoundException,
  type SchedulerClient,
} from '@aws-sdk/client-scheduler';

/**
 * Deletes schedules of the bot's own, which are no part of the stack: what they would send has nobody left to read it. One whose time
 * came meanwhile is gone by itself.
 */
export async function deleteSchedules(scheduler: SchedulerClient, names: readonly string[]): Promise<void> {
  for (const Name of names) {
    await scheduler
      .send(new DeleteScheduleCommand({ Name, GroupName: 'default' }))
      .catch((error: unknown) => {
        if (!(error instanceof ResourceNotFoundException)) throw error;
      });
  }
}
