import { ServiceError } from '../aws/service-error.ts';
import { validationError } from './validation-error.ts';

/** Tags with others added. TooManyTagsException above 50, and none of AWS's own. */
export function mergeTags(
  tags: Readonly<Record<string, string>>,
  added: Readonly<Record<string, string>> = {},
): Record<string, string> {
  const merged = { ...tags, ...added };
  if (Object.keys(merged).some((key) => /^aws:/i.test(key))) {
    throw validationError('Tag keys can not begin with aws:, which is reserved for AWS use.');
  }
  if (Object.keys(merged).length > 50) {
    throw new ServiceError('TooManyTagsException', 'A scalable target can have at most 50 tags.');
  }
  return merged;
}
