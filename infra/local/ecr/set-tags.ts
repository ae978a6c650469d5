import { ServiceError } from '../aws/service-error.ts';
import type { EcrRepository } from './ecr-repository.ts';

const MAX_TAGS = 50;

/** Sets tags of a repository, all or none: InvalidTagParameterException, TooManyTagsException above 50. */
export function setTags({ tags }: EcrRepository, added: readonly { Key: string; Value: string }[]): void {
  for (const { Key, Value } of added) {
    const isWrong = !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]{1,128}$/u.test(Key) || /^aws:/i.test(Key);
    if (isWrong) throw new ServiceError('InvalidTagParameterException', `The tag key '${Key}' is not valid.`);
    if (Value.length > 256 || !/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u.test(Value)) {
      throw new ServiceError('InvalidTagParameterException', `The value of the tag '${Key}' is not valid.`);
    }
  }
  const merged = new Map([...tags, ...added.map(({ Key, Value }) => [Key, Value] as const)]);
  if (merged.size > MAX_TAGS) {
    throw new ServiceError('TooManyTagsException', `A repository can have at most ${MAX_TAGS} tags.`);
  }
  for (const [key, value] of merged) tags.set(key, value);
}
