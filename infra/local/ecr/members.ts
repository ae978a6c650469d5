import { z } from 'zod';

const REPOSITORY_NAME = /^[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*(\/[a-z0-9]+((\.|_|__|-+)[a-z0-9]+)*)*$/;
const registryId = z.string().regex(/^[0-9]{12}$/, "must satisfy regular expression '[0-9]{12}'");

/** The members that ECR's requests share, with the limits of its API model. */
export const members = {
  registryId: registryId.optional(),
  registryIds: z.array(registryId).min(1).max(10).optional(),
  repositoryName: z
    .string()
    .min(2, 'Member must have length greater than or equal to 2')
    .max(256, 'Member must have length less than or equal to 256')
    .regex(REPOSITORY_NAME, `must satisfy regular expression '${REPOSITORY_NAME.source}'`),
  imageIds: z
    .array(z.object({ imageDigest: z.string().optional(), imageTag: z.string().optional() }))
    .min(1, 'Member must have length greater than or equal to 1')
    .max(100, 'Member must have length less than or equal to 100'),
  maxResults: z
    .int('Member must be a whole number')
    .min(1, 'Member must be between 1 and 1000')
    .max(1000, 'Member must be between 1 and 1000')
    .optional(),
  nextToken: z.string().optional(),
  filter: z
    .object({
      tagStatus: z.enum(['TAGGED', 'UNTAGGED', 'ANY']).default('ANY'),
      imageStatus: z.enum(['ACTIVE', 'ARCHIVED', 'ACTIVATING', 'ANY']).default('ACTIVE'),
    })
    .default({ tagStatus: 'ANY', imageStatus: 'ACTIVE' }),
  tags: z.array(z.object({ Key: z.string(), Value: z.string() })),
};
