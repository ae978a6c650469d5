import type { GetScheduleInput } from '@aws-sdk/client-scheduler';
import { findSchedule } from '../find-schedule.ts';
import type { SchedulerWorld } from '../scheduler-world.ts';

/** `aws scheduler get-schedule --name …` */
export function getSchedule(world: SchedulerWorld, input: GetScheduleInput) {
  const { arn, createdAt, request } = findSchedule(world, input);
  const { ClientToken: _, ...shown } = request;
  return {
    ...shown,
    Arn: arn,
    CreationDate: new Date(createdAt),
    LastModificationDate: new Date(createdAt),
  };
}
