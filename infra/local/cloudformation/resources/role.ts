import type { ResourceType } from './resource-type.ts';

/** AWS::IAM::Role, recorded; who may do what is not judged here. */
export const role: ResourceType = {
  seconds: 18,
  create: ({ accountId }, { RoleName }) => ({
    physicalId: String(RoleName),
    attributes: { Arn: `arn:aws:iam::${accountId}:role/${RoleName}` },
  }),
  delete() {},
};
