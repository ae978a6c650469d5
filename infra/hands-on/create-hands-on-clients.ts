import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient } from '@aws-sdk/client-ecs';
import { IAMClient } from '@aws-sdk/client-iam';
import { ResourceGroupsTaggingAPIClient } from '@aws-sdk/client-resource-groups-tagging-api';
import type { ClientOptions } from '../deploy/create-clients.ts';

/** A client for each service that the hands-on asks. */
export function createHandsOnClients(options: ClientOptions) {
  return {
    cloudFormation: new CloudFormationClient(options),
    ecr: new ECRClient(options),
    ecs: new ECSClient(options),
    iam: new IAMClient(options),
    logs: new CloudWatchLogsClient(options),
    tagging: new ResourceGroupsTaggingAPIClient(options),
  };
}

export type HandsOnClients = ReturnType<typeof createHandsOnClients>;
