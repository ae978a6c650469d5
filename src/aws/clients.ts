import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { ECRClient } from '@aws-sdk/client-ecr';
import { ECSClient, type ECSClientConfig } from '@aws-sdk/client-ecs';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SQSClient } from '@aws-sdk/client-sqs';
import { SSMClient } from '@aws-sdk/client-ssm';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

export type EventsClients = ReturnType<typeof eventsClients>;
export type WorkerClients = ReturnType<typeof workerClients>;

/** Settings of every client. */
type ClientOptions = Pick<
  ECSClientConfig,
  'requestHandler' | 'region' | 'credentials' | 'signer' | 'endpoint'
>;

/** A slower answer is not worth waiting for; the queue retries the job. Without `throwOnRequestTimeout` the SDK only logs a warning. */
const lambdaOptions: ClientOptions = {
  requestHandler: { connectionTimeout: 1000, requestTimeout: 5000, throwOnRequestTimeout: true },
};

/** The events function's AWS clients, with the Lambda's region and credentials. Its bundle contains no other client. */
export function eventsClients(options = lambdaOptions) {
  return {
    ecs: new ECSClient(options),
    logs: new CloudWatchLogsClient(options),
    sqs: new SQSClient(options),
    ssm: new SSMClient(options),
    dynamodb: DynamoDBDocumentClient.from(new DynamoDBClient(options), {
      marshallOptions: { removeUndefinedValues: true },
    }),
  };
}

/** The worker's AWS clients. */
export function workerClients(options = lambdaOptions) {
  return {
    ...eventsClients(options),
    ecsOnce: new ECSClient({ ...options, maxAttempts: 1 }),
    autoscaling: new ApplicationAutoScalingClient(options),
    cloudFormation: new CloudFormationClient(options),
    ecr: new ECRClient(options),
    eventBridge: new EventBridgeClient(options),
    lambda: new LambdaClient(options),
    scheduler: new SchedulerClient(options),
  };
}
