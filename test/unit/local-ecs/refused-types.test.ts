import { describe, expect, it } from 'vitest';
import { refusalOf, refusalWorld } from '../../helpers/local-ecs.ts';

const ready = refusalWorld();

describe('a wrong JSON type is a SerializationException', () => {
  it.each([
    ['ListServices', { cluster: 7 }, 'NUMBER_VALUE can not be converted to a String'],
    ['ListServices', { maxResults: 'x' }, 'STRING_VALUE cannot be converted to Integer'],
    ['DescribeServices', { services: 'web' }, 'Expected list or null'],
    ['UpdateService', { service: 'web', desiredCount: 1.5 }, 'DECIMAL_VALUE cannot be converted to Integer'],
    [
      'UpdateService',
      { service: 'web', forceNewDeployment: 'yes' },
      'STRING_VALUE can not be converted to a Boolean',
    ],
    ['CreateService', { networkConfiguration: [] }, 'Expected structure or null'],
  ])('%s %j', (action, input, message) => {
    expect(refusalOf(ready, action, input)).toMatchObject({ name: 'SerializationException', message });
  });

  it('but null counts as absent, and what the action does not know is dropped', () => {
    expect(ready.call('ListServices', { cluster: null, whatever: [1] }).serviceArns).toHaveLength(2);
  });
});
