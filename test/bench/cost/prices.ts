/**
 * List prices of us-east-1 in USD, without free tiers. AWS's pages fill in the figures with a script; the second address of each names a page that has
 * them as text.
 */
export const prices = {
  asOf: '2026-11',
  /** https://aws.amazon.com/dynamodb/pricing/on-demand/, https://airbyte.com/data-engineering-resources/dynamodb-pricing */
  writeUnit: 0.625e-6,
  readUnit: 0.125e-6,
  /** A GB and month, with point-in-time recovery, which is charged beside the storage. */
  tableGb: 0.25 + 0.2,
  /** https://aws.amazon.com/sqs/pricing/, https://cloudburn.io/blog/amazon-sqs-pricing: up to 64 KB. */
  queueRequest: 0.4e-6,
  fifoRequest: 0.5e-6,
  /** https://aws.amazon.com/lambda/pricing/, https://cloudchipr.com/blog/aws-lambda-pricing: arm64. */
  invocation: 0.2e-6,
  gbSecond: 13.3334e-6,
  /**
   * https://aws.amazon.com/cloudwatch/pricing/, https://github.com/vreutova/infracost-idem-support/pull/2: an alarm of one metric and standard
   * resolution, a month; a GB of logs taken in, and kept a month.
   */
  alarm: 0.1,
  logGb: 0.5,
  keptLogGb: 0.03,
  /** https://aws.amazon.com/api-gateway/pricing/, https://www.apigatewaycost.com/aws: a request of an HTTP API. */
  apiRequest: 1e-6,
  /**
   * https://aws.amazon.com/eventbridge/pricing/, https://cloudburn.io/blog/amazon-eventbridge-pricing: an invocation by Scheduler. AWS services' own
   * events and scheduled rules cost nothing.
   */
  schedule: 1e-6,
} as const;

/** What no local count shows, and is assumed. */
export const assumed = {
  hours: 730,
  /** How long a request takes when it is awaited, milliseconds; the function waits for one after the other. */
  slackMs: 200,
  awsMs: 50,
  dynamodbMs: 8,
  /** What the worker and the events function compute in an invocation, and the latter in a sweep of nothing, in milliseconds of a whole core. */
  ownMs: 20,
  sweepMs: 5,
  /** Lambda gives a whole core for this much memory: https://docs.aws.amazon.com/lambda/latest/dg/configuration-memory.html */
  coreMb: 1769,
  frontDoorMs: 40,
  /**
   * A function that starts, which Lambda bills since August 2025 (https://aws.amazon.com/blogs/compute/aws-lambda-standardizes-billing-for-init-phase):
   * both do at each of a thousand commands a month. Measured by `bench:answer`.
   */
  frontDoorInitMs: 64,
  workerInitMs: 191,
  /**
   * Lambda asks each queue with five long polls of 20 seconds at a time; two would do for a quiet queue, but not with a maximum concurrency:
   * https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
   */
  polls: 5,
  pollSeconds: 20,
  /** What Lambda itself logs of an invocation. */
  logBytes: 450,
  tableGb: 0.1,
} as const;
