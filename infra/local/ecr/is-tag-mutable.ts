import type { EcrRepository } from './ecr-repository.ts';

/** Whether a tag may move to another image. The filters of the two `…_WITH_EXCLUSION` settings turn it around. */
export function isTagMutable({ imageTagMutability, exclusionFilters }: EcrRepository, tag: string): boolean {
  const isMutable = imageTagMutability.startsWith('MUTABLE');
  const isExcluded = exclusionFilters.some(({ filter = '' }) => matches(filter, tag));
  return imageTagMutability.endsWith('_WITH_EXCLUSION') && isExcluded ? !isMutable : isMutable;
}

function matches(filter: string, tag: string): boolean {
  const pattern = filter.split('*').map((part) => part.replaceAll('.', '\\.'));
  return new RegExp(`^${pattern.join('.*')}$`).test(tag);
}
