import type { Finding } from './find.ts';
import { prices } from './prices.ts';

/** What all that was found goes on costing; of what stands in the local AWS, what it would. */
export function costLine(findings: readonly Finding[], isLocal: boolean): string {
  const monthly = findings.flatMap(({ found }) => found).reduce((sum, each) => sum + each.monthly, 0);
  if (monthly === 0) return 'It costs nothing by being there.';
  const month = `About ${dollars(monthly)} a month`;
  const basis = `list prices of us-east-1, ${prices.asOf}, without traffic`;
  return isLocal
    ? `${month} on AWS (${basis}); here it costs nothing.`
    : `${month} while it is there (${basis}).`;
}

const format = new Intl.NumberFormat('en-US', { style: 'currency', currency: 'USD' });

/** `$23.73`; what is less than a cent is said so. */
function dollars(amount: number): string {
  return amount > 0 && amount < 0.01 ? 'less than $0.01' : format.format(amount);
}

/** `OK    clusters: none`, or `LEFT  repositories: hello-world ($0.02 a month)`; `label` stands before what is there. */
export function findingLine({ kind, found, problem }: Finding, label: 'LEFT' | 'HERE'): string {
  if (problem !== undefined) return `WARN  ${kind}: could not look (${problem})`;
  if (found.length === 0) return label === 'LEFT' ? `OK    ${kind}: none left` : `      ${kind}: none`;
  const listed = found.map(({ name, isOurs, monthly }) => {
    const notes = [
      ...(monthly > 0 ? [`${dollars(monthly)} a month`] : []),
      ...(isOurs ? [] : ['without our tag']),
    ];
    return notes.length === 0 ? name : `${name} (${notes.join(', ')})`;
  });
  return `${label}  ${kind}: ${listed.join(', ')}`;
}
