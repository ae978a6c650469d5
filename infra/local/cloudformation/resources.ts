import type { CreateRepositoryResponse } from '@aws-sdk/client-ecr';
import type {
  CreateClusterResponse,
  CreateServiceResponse,
  DescribeClustersResponse,
  DescribeServicesResponse,
  RegisterTaskDefinitionResponse,
  Service,
} from '@aws-sdk/client-ecs';
import { ServiceError } from '../aws/wire.ts';
import type { TemplateObject, TemplateValue } from '../serverless/template.ts';
import { type CloudFormationWorld, hex, type StackResource } from './stack.ts';

/** A created resource. */
interface MadeResource {
  /** What `!Ref` gives. */
  readonly physicalId: string;
  /** What `!GetAtt` gives. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** How one type of resource is created and deleted. Each throws ServiceError or StackProblem on failure. */
interface ResourceType {
  /** Duration in real-life seconds. */
  readonly seconds: number;
  create(world: CloudFormationWorld, properties: TemplateObject): MadeResource;
  /** Waits until it is in the state that CloudFormation waits for; rejects when `signal` aborts. */
  settle?(world: CloudFormationWorld, resource: StackResource, signal: AbortSignal): Promise<void>;
  /** Absent for what is only recorded. */
  delete?(world: CloudFormationWorld, resource: StackResource): void | Promise<void>;
  /** Its ARN in the Resource Groups Tagging API, for tagged resources of EC2 and the load balancers. */
  arn?(world: CloudFormationWorld, physicalId: string): string;
}

/** An error as stack events word it: the service's message and the handler's code for it. */
export function reasonOf(error: unknown): string {
  if (error instanceof StackProblem) return error.message;
  if (!(error instanceof ServiceError)) return `Internal Failure: ${String(error)}`;
  const { name, message, status } = error;
  const service = name.startsWith('Repository') ? 'Ecr' : 'Ecs';
  const code = name.includes('AlreadyExists')
    ? 'AlreadyExists'
    : /^InvalidParameter|^ClientException/.test(name)
      ? 'InvalidRequest'
      : 'GeneralServiceException';
  const said = `${message} (Service: ${service}, Status Code: ${status}, Request ID: local) (SDK Attempt Count: 1)`;
  return `Resource handler returned message: "${said}" (RequestToken: local, HandlerErrorCode: ${code})`;
}

/** Why a resource could not be created or deleted, in CloudFormation's own words. */
class StackProblem extends Error {
  override readonly name = 'StackProblem';
}

/** EC2 types that are only recorded: the prefix of their ids, their name in EC2's ARNs, and how long they take. */
const kinds: Readonly<
  Record<string, readonly [prefix: string, arnName: string | undefined, seconds: number]>
> = {
  VPC: ['vpc', 'vpc', 12],
  Subnet: ['subnet', 'subnet', 4],
  InternetGateway: ['igw', 'internet-gateway', 16],
  VPCGatewayAttachment: ['IGW|vpc', undefined, 2],
  RouteTable: ['rtb', 'route-table', 12],
  Route: ['route', undefined, 2],
  SubnetRouteTableAssociation: ['rtbassoc', undefined, 2],
  SecurityGroup: ['sg', 'security-group', 5],
};

/** The network of a stack, by type. */
const network: Readonly<Record<string, ResourceType>> = Object.fromEntries(
  Object.entries(kinds).map(([kind, [prefix, arnName, seconds]]): [string, ResourceType] => [
    `AWS::EC2::${kind}`,
    {
      seconds,
      create: ({ random }) => ({ physicalId: `${prefix}-${hex(random, 17)}` }),
      ...(arnName !== undefined && {
        arn: ({ region, accountId }, id) => `arn:aws:ec2:${region}:${accountId}:${arnName}/${id}`,
      }),
    },
  ]),
);

const arnOf = ({ region, accountId }: CloudFormationWorld, path: string) =>
  `arn:aws:elasticloadbalancing:${region}:${accountId}:${path}`;
const arn: NonNullable<ResourceType['arn']> = (_world, physicalId) => physicalId;

/** The load balancer of a stack, by type. It is only recorded; the server at its address is not part of CloudFormation. */
const loadBalancing: Readonly<Record<string, ResourceType>> = {
  'AWS::ElasticLoadBalancingV2::LoadBalancer': {
    seconds: 120,
    create: (world, { Name }) => ({
      physicalId: arnOf(world, `loadbalancer/app/${Name}/${hex(world.random, 16)}`),
      attributes: { DNSName: world.loadBalancerAddress() },
    }),
    arn,
  },
  'AWS::ElasticLoadBalancingV2::TargetGroup': {
    seconds: 12,
    create: (world, { Name }) => ({
      physicalId: arnOf(world, `targetgroup/${Name}/${hex(world.random, 16)}`),
    }),
    arn,
  },
  'AWS::ElasticLoadBalancingV2::Listener': {
    seconds: 2,
    create: (world, { LoadBalancerArn }) => ({
      physicalId: `${String(LoadBalancerArn).replace(':loadbalancer/', ':listener/')}/${hex(world.random, 16)}`,
    }),
  },
};

/** Maps whose keys are chosen by the user. */
const own = new Set(['Options', 'DockerLabels']);

/** Properties with ECS's field names: `LoadBalancers` → `loadBalancers`, at all levels. */
function lowerFirst(value: TemplateValue): TemplateValue {
  if (Array.isArray(value)) return value.map(lowerFirst);
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value as TemplateObject).map(([name, item]) => [
      name.charAt(0).toLowerCase() + name.slice(1),
      own.has(name) ? item : lowerFirst(item),
    ]),
  );
}

/** AWS::ECR::Repository; one that contains images cannot be deleted. */
const repository: ResourceType = {
  seconds: 3,
  create({ ecr }, { Tags, ...properties }) {
    const input = { ...(lowerFirst(properties) as Record<string, unknown>), tags: Tags };
    const made = (ecr('CreateRepository', input) as CreateRepositoryResponse).repository;
    return {
      physicalId: made?.repositoryName ?? '',
      attributes: { Arn: made?.repositoryArn ?? '', RepositoryUri: made?.repositoryUri ?? '' },
    };
  },
  delete({ ecr }, { physicalId }) {
    ecr('DeleteRepository', { repositoryName: physicalId });
  },
};

/** AWS::ECS::Cluster. CreateCluster accepts an existing name; CloudFormation does not, because it would later delete someone else's cluster. */
const cluster: ResourceType = {
  seconds: 5,
  create({ ecs, faults }, properties) {
    if ((faults.clusters ?? 0) > 0) {
      faults.clusters = (faults.clusters ?? 0) - 1;
      throw new ServiceError('ServerException', 'Service Unavailable. Please try again later.', 500);
    }
    const name = String(properties.ClusterName);
    const { clusters = [] } = ecs('DescribeClusters', { clusters: [name] }) as DescribeClustersResponse;
    if (clusters.some(({ status }) => status === 'ACTIVE')) {
      throw new StackProblem(
        `Resource handler returned message: "${name} already exists" (RequestToken: local, HandlerErrorCode: AlreadyExists)`,
      );
    }
    const input = lowerFirst(properties) as Record<string, unknown>;
    const { cluster } = ecs('CreateCluster', input) as CreateClusterResponse;
    return { physicalId: name, attributes: { Arn: cluster?.clusterArn ?? '' } };
  },
  delete({ ecs }, { physicalId }) {
    ecs('DeleteCluster', { cluster: physicalId });
  },
};

/** AWS::ECS::Service: created once its deployment is complete, deleted once its tasks have stopped. */
const service: ResourceType = {
  seconds: 1,
  create({ ecs, faults }, properties) {
    if ((faults.services ?? 0) > 0) {
      faults.services = (faults.services ?? 0) - 1;
      const message =
        'Unable to assume the service linked role. Please verify that the ECS service linked role exists.';
      throw new ServiceError('InvalidParameterException', message);
    }
    const { ServiceName, ...rest } = properties;
    const input = lowerFirst({ ServiceName: ServiceName ?? '', ...rest }) as Record<string, unknown>;
    const answer = ecs('CreateService', input) as CreateServiceResponse;
    return {
      physicalId: answer.service?.serviceArn ?? '',
      attributes: { Name: answer.service?.serviceName ?? '' },
    };
  },
  async settle(world, resource, signal) {
    await waitFor(world.onEcsChange, signal, () => {
      const primary = find(world, resource)?.deployments?.find(({ status }) => status === 'PRIMARY');
      if (primary?.rolloutState === 'FAILED') {
        throw new StackProblem(
          "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
        );
      }
      return primary?.rolloutState === 'COMPLETED';
    });
  },
  async delete(world, resource) {
    const found = find(world, resource);
    if (found === undefined || found.status === 'INACTIVE') return;
    world.ecs('DeleteService', { cluster: found.clusterArn, service: found.serviceArn, force: true });
    await waitFor(world.onEcsChange, undefined, () => {
      const left = find(world, resource);
      return left === undefined || left.status === 'INACTIVE';
    });
  },
};

function find({ ecs }: CloudFormationWorld, { physicalId, properties }: StackResource): Service | undefined {
  const input = { cluster: properties.Cluster, services: [physicalId] };
  return (ecs('DescribeServices', input) as DescribeServicesResponse).services?.[0];
}

/** AWS::ECS::TaskDefinition: a revision; deleting it deregisters it. */
const taskDefinition: ResourceType = {
  seconds: 1,
  create({ ecs }, properties) {
    const input = lowerFirst(properties) as Record<string, unknown>;
    const answer = ecs('RegisterTaskDefinition', input) as RegisterTaskDefinitionResponse;
    const arn = answer.taskDefinition?.taskDefinitionArn ?? '';
    return { physicalId: arn, attributes: { TaskDefinitionArn: arn } };
  },
  delete({ ecs }, { physicalId }) {
    ecs('DeregisterTaskDefinition', { taskDefinition: physicalId });
  },
};

/** AWS::IAM::Role, only recorded; permissions are not checked here. */
const role: ResourceType = {
  seconds: 18,
  create: ({ accountId }, { RoleName }) => ({
    physicalId: String(RoleName),
    attributes: { Arn: `arn:aws:iam::${accountId}:role/${RoleName}` },
  }),
};

/** AWS::Logs::LogGroup: local groups appear when something is written to them, and are deleted with the stack. */
const logGroup: ResourceType = {
  seconds: 3,
  create: ({ region, accountId }, { LogGroupName }) => ({
    physicalId: String(LogGroupName),
    attributes: { Arn: `arn:aws:logs:${region}:${accountId}:log-group:${LogGroupName}:*` },
  }),
  delete({ deleteLogGroup }, { physicalId }) {
    deleteLogGroup(physicalId);
  },
};

/** Every type that the local CloudFormation supports: ECS and ECR resources are really created, the rest is recorded. */
export const resourceTypes: Readonly<Record<string, ResourceType>> = {
  ...network,
  ...loadBalancing,
  'AWS::ECR::Repository': repository,
  'AWS::ECS::Cluster': cluster,
  'AWS::ECS::Service': service,
  'AWS::ECS::TaskDefinition': taskDefinition,
  'AWS::IAM::Role': role,
  'AWS::Logs::LogGroup': logGroup,
};

/** Resolves when `isSo` holds, checked after every change; rejects when it throws or `signal` aborts. */
function waitFor(
  onChange: (listener: () => void) => () => void,
  signal: AbortSignal | undefined,
  isSo: () => boolean,
): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = (finish: () => void) => {
      stop();
      signal?.removeEventListener('abort', cancelled);
      finish();
    };
    const cancelled = () => end(() => reject(new Error('cancelled')));
    const look = () => {
      try {
        if (isSo()) end(resolve);
      } catch (error) {
        end(() => reject(error));
      }
    };
    const stop = onChange(look);
    signal?.addEventListener('abort', cancelled);
    if (signal?.aborted) cancelled();
    else look();
  });
}
