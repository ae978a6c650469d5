import type { LessonWhere } from '../../lesson/lesson-where.ts';
import { shellWord } from '../../shell-word.ts';

/** What `npm run hands-on` and the AWS CLI have to be told, so that a copied line asks the AWS that the lesson asks. */
export function shellFlags(where: LessonWhere): { readonly handsOn: string; readonly aws: string } {
  const region = `--region ${shellWord(where.region)}`;
  if (where.endpoint === undefined) return { handsOn: region, aws: region };
  const isUsual = where.endpoint === 'http://127.0.0.1:4566';
  const endpoint = shellWord(where.endpoint);
  return {
    handsOn: isUsual ? '--local' : `--endpoint ${endpoint}`,
    aws: `${region} --endpoint-url ${endpoint}`,
  };
}
