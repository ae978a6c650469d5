import { describe, expect, it } from 'vitest';
import { account, createTestEcs, createWeb } from '../../helpers/local-ecs.ts';

const arn = (rest: string) => `arn:aws:ecs:eu-west-1:${account}:${rest}`;

describe('tags', () => {
  it.each(['cluster/default', 'service/default/web', 'task-definition/app:1'])(
    'of %s are set and taken',
    (name) => {
      const test = createTestEcs();
      createWeb(test);
      const resourceArn = arn(name);
      test.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '1' }, { key: 'b' }] });
      test.call('TagResource', { resourceArn, tags: [{ key: 'a', value: '2' }] });
      test.call('UntagResource', { resourceArn, tagKeys: ['b', 'c'] });
      expect(test.call('ListTagsForResource', { resourceArn }).tags).toEqual([{ key: 'a', value: '2' }]);
    },
  );
});
