import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readTags } from '../../../src/access/targets.ts';
import { narrowingTags } from '../../../src/changes/kinds/kind.ts';

const tags = fc.record(
  {
    'ecs-bot:protected': fc.constantFrom('true', 'false', ' false ', 'maybe', ''),
    'ecs-bot:max': fc.constantFrom('0', '3', '12', ' 7 ', '', 'many', '-1', '12345678'),
    team: fc.constantFrom('a', 'b'),
  },
  { requiredKeys: [] },
);

test('of a service and its cluster the stricter of each narrowing tag counts, and of other tags the service’s own', () => {
  const property = fc.property(tags, tags, (cluster, service) => {
    const both = readTags(narrowingTags(cluster, service));
    const each = [readTags(cluster), readTags(service)];
    expect(both.isProtected).toBe(each.some(({ isProtected }) => isProtected));
    const caps = each.flatMap(({ max }) => (max === undefined ? [] : [max.most ?? -1]));
    expect(both.max === undefined ? Number.POSITIVE_INFINITY : (both.max.most ?? -1)).toBe(Math.min(...caps));
    expect(narrowingTags(cluster, service).team).toBe(service.team ?? cluster.team);
  });
  fc.assert(property);
});
