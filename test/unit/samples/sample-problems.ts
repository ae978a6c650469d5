import type { Problem } from '../../../src/commands/problem.ts';

/** Every problem once. A new code does not compile before it stands here. */
const samples: { readonly [Code in Problem['code']]: Extract<Problem, { code: Code }> } = {
  unknownCommand: {
    code: 'unknownCommand',
    given: 'servcies',
    nearest: 'services',
    example: 'services shop',
  },
  unknownFlag: { code: 'unknownFlag', given: '--all', command: 'services', usage: 'services [cluster]' },
  unclosedQuote: { code: 'unclosedQuote' },
  missingWord: {
    code: 'missingWord',
    word: 'cluster/service',
    usage: 'service <target>',
    example: 'service shop/web',
  },
  tooManyWords: { code: 'tooManyWords', given: 'web', usage: 'services [cluster]', example: 'services shop' },
  badWord: {
    code: 'badWord',
    why: 'notACount',
    given: 'four',
    usage: 'scale <target> <n>',
    example: 'scale shop/web 4',
  },
  unknownCluster: { code: 'unknownCluster', given: 'shpo', nearest: ['shop', 'hands-on'] },
  unknownService: { code: 'unknownService', given: 'shop/wbe', nearest: ['shop/web'] },
  ambiguousService: { code: 'ambiguousService', given: 'web', targets: ['shop/web', 'staging/web'] },
  unknownTarget: { code: 'unknownTarget', given: 'wbe', nearest: ['shop/web'] },
  ambiguousTask: {
    code: 'ambiguousTask',
    given: 'c94744f2',
    targets: ['shop/c94744f2a', 'shop/c94744f2b'],
  },
  unknownTask: { code: 'unknownTask', given: 'f'.repeat(32), cluster: 'shop' },
  unknownRepository: { code: 'unknownRepository', given: 'hello', nearest: ['hello-world'] },
  otherPlace: {
    code: 'otherPlace',
    given: 'arn:aws:ecs:eu-west-1:111122223333:service/shop/web',
    region: 'us-east-1',
    account: '123456789012',
  },
  noRunningTask: { code: 'noRunningTask', target: 'shop/web' },
  taskAlreadyStopping: { code: 'taskAlreadyStopping', task: 'f'.repeat(32), target: 'shop/web' },
  daemonCount: { code: 'daemonCount', target: 'shop/agent' },
  aboveMaximum: { code: 'aboveMaximum', target: 'shop/web', count: 21, maximum: 20 },
  belowZero: { code: 'belowZero', target: 'shop/web', count: -1, desiredCount: 3 },
  sameCount: { code: 'sameCount', target: 'shop/web', count: 3 },
  mayNotChange: { code: 'mayNotChange', operators: ['U024BE7LR'] },
  cardGone: { code: 'cardGone' },
  cardOfAnother: { code: 'cardOfAnother', asker: 'U024BE7LR' },
  cannotPost: { code: 'cannotPost', channel: 'C024BE7LR', direct: false },
  tooLate: { code: 'tooLate' },
  awsRefused: { code: 'awsRefused', message: 'Service not found.' },
  awsDenied: { code: 'awsDenied', message: 'not authorized to perform: ecs:ListClusters' },
  onlyInChannel: { code: 'onlyInChannel' },
  notWatched: { code: 'notWatched', given: 'shop/web', patterns: ['shop/*'] },
  notMuted: { code: 'notMuted', given: 'shop/web', patterns: [] },
  unavailable: { code: 'unavailable' },
};

export const sampleProblems: readonly Problem[] = Object.values(samples);
