import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import { refusals } from '../refusals.ts';
import { name } from '../schedule-request.ts';
import type { SchedulerWorld } from '../scheduler-world.ts';

const request = z.object({
  GroupName: name.optional(),
  NamePrefix: name.optional(),
  State: z.enum(['ENABLED', 'DISABLED']).optional(),
  MaxResults: z.number().int().min(1).max(100).default(100),
  NextToken: z.string().min(1).max(2048).optional(),
});

/** `aws scheduler list-schedules [--name-prefix …] [--state …]`, by name, 100 a page. */
export function listSchedules(world: SchedulerWorld, input: Record<string, unknown>) {
  const asked = parseInput(request, input, 'ValidationException');
  const { GroupName = 'default', NamePrefix = '', State, MaxResults, NextToken = '' } = asked;
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
