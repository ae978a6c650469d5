import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { bill, totalOf } from '../../bench/cost/cost.ts';
import counts from '../../bench/cost/counts.json' with { type: 'json' };
import { readDeployed } from '../../bench/cost/deployed.ts';
import { costDocument } from '../../bench/cost/document.ts';

test('docs/cost.md is what npm run cost writes from the counts', () => {
  const written = readFileSync(new URL('../../../docs/cost.md', import.meta.url), 'utf8');
  expect(written).toBe(costDocument(counts, readDeployed()));
});

test('an alarm more costs ten cents more', () => {
  const deployed = readDeployed();
  expect(deployed.alarms).toBeGreaterThan(0);
  const idle = (alarms: number) => totalOf(bill(counts, { ...deployed, alarms })[0]!);
  expect(idle(deployed.alarms + 1) - idle(deployed.alarms)).toBeCloseTo(0.1);
});
