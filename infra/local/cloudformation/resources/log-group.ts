import type { ResourceType } from './resource-type.ts';

/** AWS::Logs::LogGroup: local groups come with what is written to them, and go with the stack. */
export const logGroup: ResourceType = {
  seconds: 3,
  create: ({ region, accountId }, { LogGroupName }) => ({
    physicalId: String(LogGroupName),
    attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${LogGroupName}:*` },
  }),
  delete({ deleteLogGroup }, { physicalId }) {
    deleteLogGroup(physicalId);
  },
};
