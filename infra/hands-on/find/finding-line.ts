import { dollars } from './dollars.ts';
import type { Finding } from './look-around.ts';

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
