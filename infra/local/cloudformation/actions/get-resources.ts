import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { TemplateObject } from '../../lambda/service-definition.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { resourceTypes } from '../resources/resource-types.ts';

const services = ['ec2', 'elasticloadbalancing'] as const;
const request = z.strictObject({
  TagFilters: z.array(z.object({ Key: z.string(), Values: z.array(z.string()).default([]) })).default([]),
  // What ECS and ECR have is not found here, so it must not be asked for.
  ResourceTypeFilters: z.array(z.enum(services)).min(1),
});

/** `aws resourcegroupstaggingapi get-resources --resource-type-filters ec2 elasticloadbalancing`: what stacks made, all on one page. */
export function getResources(world: CloudFormationWorld, input: Record<string, unknown>) {
  const { TagFilters, ResourceTypeFilters } = parseInput(request, input);
  const resources = [...world.stacks.values()].flatMap((stack) => [...stack.resources.values()]);
  const tagged = resources.flatMap(({ planned, physicalId, properties }) => {
    const arn = resourceTypes[planned.type]?.arn?.(world, physicalId);
    const Tags = Array.isArray(properties.Tags) ? (properties.Tags as readonly TemplateObject[]) : [];
    return arn === undefined || physicalId === '' || Tags.length === 0 ? [] : [{ ResourceARN: arn, Tags }];
  });
  return {
    PaginationToken: '',
    ResourceTagMappingList: tagged.filter(
      ({ ResourceARN, Tags }) =>
        ResourceTypeFilters.some((service) => ResourceARN.startsWith(`arn:aws:${service}:`)) &&
        TagFilters.every(({ Key, Values }) =>
          Tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(String(tag.Value)))),
        ),
    ),
  };
}
