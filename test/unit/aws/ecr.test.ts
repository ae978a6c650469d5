import { expect, test } from 'vitest';
import { toImage } from '../../../src/aws/ecr.ts';

test('findings come the worst first, severities that are new to us last', () => {
  const { findings } = toImage({
    imageScanStatus: { status: 'COMPLETE' },
    imageScanFindingsSummary: {
      findingSeverityCounts: { LOW: 9, UNHEARD: 1, CRITICAL: 2, UNTRIAGED: 4, HIGH: 1 } as Record<
        string,
        number
      >,
    },
  });
  expect(findings?.map(({ severity }) => severity)).toEqual([
    'CRITICAL',
    'HIGH',
    'LOW',
    'UNTRIAGED',
    'UNHEARD',
  ]);
});

test('what ECR leaves out stays empty', () => {
  expect(toImage({})).toEqual({
    digest: '',
    tags: [],
    pushedAt: undefined,
    size: undefined,
    scanStatus: undefined,
    findings: undefined,
  });
});
