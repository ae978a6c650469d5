import { expect, test } from 'vitest';
import { en } from '../../../src/messages/en/index.ts';
import { ja } from '../../../src/messages/ja/index.ts';
import { catalogueFor } from '../../../src/messages/messages-for.ts';
import { problemView } from '../../../src/views/problem.ts';
import { replyView } from '../../../src/views/replies/index.ts';
import { sampleProblems } from '../../helpers/sample-problems.ts';
import { sampleReplies } from '../../helpers/sample-replies.ts';

const messagesFor = catalogueFor({ en, ja });
const plain = /(?<![\w/])\/ecs(?![\w-])/;

test.each(['en', 'ja'])('in %s every line to type has the name that the slash command has', (locale) => {
  const messages = messagesFor(locale, '/ecs-prod');
  const shown = [
    ...sampleProblems.map((problem) => problemView(problem, messages)),
    ...Object.values(sampleReplies).map((reply) => replyView(reply, messages, { now: 0, shared: false })),
  ].map((message) => JSON.stringify(message));
  expect(shown.filter((text) => plain.test(text))).toEqual([]);
  expect(shown.filter((text) => text.includes('/ecs-prod')).length).toBeGreaterThan(20);
});

test('with the name that most have, the catalogue is itself', () => {
  expect(messagesFor('en')).toBe(messagesFor('en-GB', '/ecs'));
  expect(messagesFor('en', '/ecs-prod')).toBe(messagesFor('en', '/ecs-prod'));
});
