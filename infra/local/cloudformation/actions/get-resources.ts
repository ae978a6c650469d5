import type { GetResourcesInput } from '@aws-sdk/client-resource-groups-tagging-api';
import { ServiceError } from '../../aws/service-error.ts';
import type { TemplateObject } from '../../lambda/service-definition.ts';
import type { CloudFormationWorld } from '../cloudformation-world.ts';
import { resourceTypes } from '../resources/resource-types.ts';

// What ECS and ECR have is not found here, so it must not be asked for.
const services = ['ec2', 'elasticloadbalancing'];

/** `aws resourcegroupstaggingapi get-resources --resource-type-filters ec2 elasticloadbalancing`: what stacks made, all on one page. */
export function getResources(world: CloudFormationWorld, input: GetResourcesInput) {
  const { TagFilters = [], ResourceTypeFilters = [], ...unplayed } = input;
  const [other] = Object.keys(unplayed);
  const foreign = ResourceTypeFilters.find((type) => !services.includes(type));
  if (other !== undefined) throw refusal(`The local tagging service does not take ${other}.`);
  if (foreign !== undefined || ResourceTypeFilters.length === 0) {
    throw refusal(`The local tagging service knows the resource types ${services.join(' and ')} alone.`);
  }
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
        TagFilters.every(({ Key, Values = [] }) =>
          Tags.some((tag) => tag.Key === Key && (Values.length === 0 || Values.includes(String(tag.Value)))),
        ),
    ),
  };
}

const refusal = (message: string) => new ServiceError('InvalidParameterException', message);
