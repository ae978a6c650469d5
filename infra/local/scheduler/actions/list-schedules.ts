import type { ListSchedulesInput } from '@aws-sdk/client-scheduler';
import { refusals } from '../refusals.ts';
import type { SchedulerWorld } from '../scheduler-world.ts';

/** `aws scheduler list-schedules [--name-prefix …] [--state …]`, by name, 100 a page. */
export function listSchedules(world: SchedulerWorld, input: ListSchedulesInput) {
  const { GroupName = 'default', NamePrefix = '', State, MaxResults = 100, NextToken = '' } = input;
  if (GroupName !== 'default') throw refusals.noGroup(GroupName);
  const after = Buffer.from(NextToken, 'base64url').toString();
  const found = [...world.schedules.values()]
    .filter(
      ({ request: { Name, State: state } }) =>
        Name.startsWith(NamePrefix) && Name > after && (State ?? state) === state,
    )
    .sort((one, other) => (one.request.Name < other.request.Name ? -1 : 1));
  const page = found.slice(0, MaxResults);
  const last = page.at(-1)?.request.Name ?? '';
  return {
    Schedules: page.map(({ arn, createdAt, request: { Name, State: state, Target } }) => ({
      Arn: arn,
      Name,
      GroupName,
      State: state,
      CreationDate: new Date(createdAt),
      LastModificationDate: new Date(createdAt),
      Target: { Arn: Target.Arn },
    })),
    ...(found.length > page.length && { NextToken: Buffer.from(last).toString('base64url') }),
  };
}
