import type { StackEvent } from '@aws-sdk/client-cloudformation';
import { expect, test } from 'vitest';
import { eventLine, isFirstClusterFailure, stackLife } from '../../../infra/hands-on/stack.ts';

test.each([
  'Resource handler returned message: "Service Unavailable. Please try again later. (Service: Ecs, Status Code: 500, Request ID: 1)" (RequestToken: 2, HandlerErrorCode: GeneralServiceException)',
  'Service Unavailable. Please try again later. (Service: AmazonECS; Status Code: 500; Error Code: ServerException; Request ID: 1; Proxy: null)',
  'Invalid request provided: CreateCluster Invalid Request: Unable to assume the service linked role. Please verify that the ECS service linked role exists.',
])('%s passes by itself', (reason) => {
  expect(isFirstClusterFailure({ resource: 'Cluster', reason })).toBe(true);
});

test.each([
  'Resource handler returned message: "hands-on already exists" (RequestToken: 1, HandlerErrorCode: AlreadyExists)',
  'User: arn:aws:iam::1:user/x is not authorized to perform: ecs:CreateCluster (Service: Ecs, Status Code: 400)',
  "Error occurred during operation 'ECS Deployment Circuit Breaker was triggered'.",
  'Service Unavailable. Please try again later.',
  '',
])('%j does not', (reason) => {
  expect(isFirstClusterFailure({ resource: 'Cluster', reason })).toBe(false);
});

test('every status of CloudFormation is up, moving, failed or gone', () => {
  const lives = Object.fromEntries(
    [
      ...['CREATE_COMPLETE', 'UPDATE_COMPLETE', 'UPDATE_ROLLBACK_COMPLETE'],
      ...['CREATE_IN_PROGRESS', 'ROLLBACK_IN_PROGRESS', 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS'],
      ...['ROLLBACK_COMPLETE', 'CREATE_FAILED', 'ROLLBACK_FAILED', 'DELETE_FAILED', 'UPDATE_ROLLBACK_FAILED'],
      'DELETE_COMPLETE',
    ].map((status) => [status, stackLife(status)]),
  );
  expect(Object.values(lives)).toEqual([
    ...Array(3).fill('up'),
    ...Array(3).fill('moving'),
    ...Array(5).fill('failed'),
    'gone',
  ]);
});

test('an event is told with the time since the beginning, and with a reason that says something', () => {
  const from = new Date('2026-11-23T12:00:00Z');
  const event = (more: Partial<StackEvent>): StackEvent => ({
    StackId: 'arn',
    EventId: '1',
    StackName: 'hands-on',
    LogicalResourceId: 'LoadBalancer',
    ResourceType: 'AWS::ElasticLoadBalancingV2::LoadBalancer',
    Timestamp: new Date('2026-11-23T12:02:07Z'),
    ...more,
  });
  const type = '(AWS::ElasticLoadBalancingV2::LoadBalancer)';
  expect(eventLine(event({ ResourceStatus: 'CREATE_COMPLETE' }), from)).toBe(
    ` 2:07  CREATE_COMPLETE       LoadBalancer  ${type}`,
  );
  expect(eventLine(event({ ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: 'no room' }), from)).toBe(
    ` 2:07  CREATE_FAILED         LoadBalancer  ${type}\n       no room`,
  );
  for (const silent of [
    { ResourceStatus: 'CREATE_IN_PROGRESS' },
    { ResourceStatus: 'CREATE_FAILED', ResourceStatusReason: 'Resource creation cancelled' },
  ] as const) {
    expect(eventLine(event(silent), from)).toBeUndefined();
  }
  const ofStack = { ResourceStatus: 'CREATE_IN_PROGRESS', ResourceStatusReason: 'User Initiated' } as const;
  expect(eventLine(event({ ...ofStack, PhysicalResourceId: 'arn' }), from)).not.toContain('Initiated');
});
