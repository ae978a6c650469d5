import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { account, createTestEcs, fargateTask, onFargate } from '../../helpers/local-ecs.ts';

const arn = (rest: string) => `arn:aws:ecs:eu-west-1:${account}:${rest}`;

describe('paging', () => {
  it('shows everything once at any page size, and what was there before a change', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 100 }), fc.nat(30), (maxResults, count) => {
        const test = createTestEcs();
        const names = Array.from({ length: count }, (_, index) => `cluster-${index}`);
        for (const clusterName of names) test.call('CreateCluster', { clusterName });
        const seen: string[] = [];
        let nextToken: string | undefined;
        do {
          const page = test.call('ListClusters', { maxResults, nextToken });
          expect(page.clusterArns.length).toBeLessThanOrEqual(maxResults);
          seen.push(...page.clusterArns);
          // A page that repeats would go round for ever.
          expect(seen.length).toBeLessThanOrEqual(count + 1);
          nextToken = page.nextToken;
        } while (nextToken !== undefined);
        expect(seen).toEqual(['default', ...names].map((name) => arn(`cluster/${name}`)));
      }),
      { numRuns: 30 },
    );
  });

  it('of services has 10 to a page unless asked otherwise', () => {
    const test = createTestEcs();
    test.call('RegisterTaskDefinition', fargateTask());
    for (let index = 0; index < 12; index += 1) {
      test.call('CreateService', {
        serviceName: `s${index}`,
        taskDefinition: 'app',
        desiredCount: 0,
        ...onFargate,
      });
    }
    const { serviceArns, nextToken } = test.call('ListServices');
    expect(serviceArns).toHaveLength(10);
    expect(test.call('ListServices', { nextToken }).serviceArns).toHaveLength(2);
    expect(test.call('ListServices', { maxResults: 100 }).serviceArns).toHaveLength(12);
  });

  it('goes on where it was when the last item shown is gone', () => {
    const test = createTestEcs();
    for (const clusterName of ['a', 'b', 'c']) test.call('CreateCluster', { clusterName });
    const { nextToken } = test.call('ListClusters', { maxResults: 2 });
    test.call('DeleteCluster', { cluster: 'a' });
    expect(test.call('ListClusters', { nextToken }).clusterArns).toEqual([
      arn('cluster/b'),
      arn('cluster/c'),
    ]);
  });

  it('takes a token for the query that it was given to, and for no other', () => {
    const test = createTestEcs();
    test.call('CreateCluster', { clusterName: 'other' });
    test.call('RegisterTaskDefinition', fargateTask());
    for (const serviceName of ['a', 'b', 'c']) {
      test.call('CreateService', { serviceName, taskDefinition: 'app', desiredCount: 0, ...onFargate });
    }
    const { nextToken } = test.call('ListServices', { maxResults: 1 });
    const refused = (action: 'ListServices' | 'ListTasks', input: object) =>
      expect(() => test.call(action, { ...input, nextToken })).toThrow('Invalid token.');
    refused('ListServices', { cluster: 'other' });
    refused('ListServices', { launchType: 'FARGATE' });
    refused('ListTasks', {});
    // The page's size may change between two pages, and what is empty is not a part of the query.
    expect(
      test.call('ListServices', { maxResults: 2, launchType: null, nextToken }).serviceArns,
    ).toHaveLength(2);
  });
});
