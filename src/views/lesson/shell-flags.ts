import type { LessonWhere } from '../../lesson/lesson-where.ts';

/** What `npm run hands-on` and the AWS CLI have to be told, so that a copied line asks the AWS that the lesson asks. */
export function shellFlags({ region, endpoint }: LessonWhere): {
  readonly handsOn: string;
  readonly aws: string;
} {
  if (endpoint === undefined) return { handsOn: `--region ${region}`, aws: `--region ${region}` };
  const isUsual = endpoint === 'http://127.0.0.1:4566';
  return {
    handsOn: isUsual ? '--local' : `--endpoint ${endpoint}`,
    aws: `--region ${region} --endpoint-url ${endpoint}`,
  };
}
