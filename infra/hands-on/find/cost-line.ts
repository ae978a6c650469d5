import { dollars } from './dollars.ts';
import type { Finding } from './look-around.ts';
import { prices } from './prices.ts';

/** What all that was found goes on costing. */
export function costLine(findings: readonly Finding[]): string {
  const monthly = findings.flatMap(({ found }) => found).reduce((sum, each) => sum + each.monthly, 0);
  if (monthly === 0) return 'It costs nothing by being there.';
  return `About ${dollars(monthly)} a month while it is there (list prices of us-east-1, ${prices.asOf}, without traffic).`;
}
