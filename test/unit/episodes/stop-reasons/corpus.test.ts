import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { reasonCodes } from '../../../../src/episodes/stop-reasons/codes.ts';
import { explainStop, type StoppedTask } from '../../../../src/episodes/stop-reasons/explain.ts';
import { fits, reasonRows } from '../../../../src/episodes/stop-reasons/patterns.ts';
import { masked } from '../../../../src/redact/redact.ts';

/** A real reason: where it was reported or documented, and the code that a person gave it. */
interface Sample extends StoppedTask {
  readonly code: string;
  readonly source: string;
}

const read = (name: string): Sample[] =>
  JSON.parse(readFileSync(new URL(`../../../fixtures/stop-reasons/${name}.json`, import.meta.url), 'utf8'));

/** The strings that the rows were written with, and those that were labelled before the table was asked. */
const corpus = { seen: read('seen'), 'held-out': read('held-out') };
const all = Object.values(corpus).flat();

describe('real reasons', () => {
  it.each(Object.entries(corpus))('%s: explains each rightly, none wrongly', (name, samples) => {
    const told = samples.map((sample) => ({ sample, code: explainStop(sample).code }));
    const right = told.filter(({ sample, code }) => sample.code === code).length;
    const unknown = told.filter(({ sample, code }) => sample.code !== code && code === 'unknown');
    const wrong = told.filter(({ sample, code }) => sample.code !== code && code !== 'unknown');
    console.info(
      `${name}: ${samples.length} reasons, ${right} explained rightly, ${unknown.length} unknown, ${wrong.length} wrongly`,
    );
    expect(wrong).toEqual([]);
    expect(unknown.length).toBeLessThanOrEqual(samples.length * 0.02);
  });

  it('say the same where what may be a secret is masked, as they are read', () => {
    for (const sample of all) {
      const containers = sample.containers?.map((each) => ({ ...each, reason: masked(each.reason) }));
      const read = { ...sample, stoppedReason: masked(sample.stoppedReason), containers };
      expect(explainStop(read).code, JSON.stringify(read)).toBe(explainStop(sample).code);
    }
  });

  it('come from many places, a quarter and more of them held out', () => {
    expect(all.length).toBeGreaterThanOrEqual(120);
    expect(new Set(all.map(({ source }) => source)).size).toBeGreaterThanOrEqual(40);
    expect(corpus['held-out'].length / all.length).toBeGreaterThanOrEqual(0.25);
    for (const { source } of all) expect(source).toMatch(/^https:\/\//);
  });

  it('carry no account’s number but the documentation’s', () => {
    const known = ['111122223333', '111222333444', '123456789012', '123123123123'];
    for (const { stoppedReason = '', containers = [] } of all) {
      const text = [stoppedReason, ...containers.map(({ reason }) => reason ?? '')].join(' ');
      for (const [account] of text.matchAll(/(?<![\w-])\d{12}(?=[.:])/g)) expect(known).toContain(account);
    }
  });
});

describe('the table', () => {
  it.each(reasonRows.map((row) => [String(row.pattern), row] as const))('%s is documented', (_, row) => {
    expect(row.source).toMatch(/^https:\/\/(docs\.aws\.amazon\.com|repost\.aws|github\.com)\//);
    expect(reasonCodes).toContain(row.code);
  });

  it('has no row that another row before it hides: each decides about a real or a typical text', () => {
    const typical = [
      'Service web: the container instance is in DRAINING state',
      'InternalError: please try again',
      'CannotPullContainerError: image Manifest does not contain descriptor matching platform linux/amd64',
      'exec /app/start: exec format error',
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: mount.nfs4: access denied by server while mounting 127.0.0.1:/',
      'ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: ',
      'ResourceInitializationError: failed to download env files: invalid file type',
      'ResourceInitializationError: failed to configure ENI',
      'ResourceInitializationError: failed to attach the volume',
      'CannotStartContainerError: OCI runtime create failed: exec: "/app": permission denied',
      'ContainerRuntimeError: boom',
      'CannotCreateContainerError: API error (409): Conflict',
      'was unable to place a task: MemberOf placement constraint unsatisfied',
      'CannotPullContainerError: unauthorized: incorrect username or password',
    ];
    const managed = 'ResourceInitializationError: Unable to launch instance(s) for capacity provider x. ';
    const texts = [
      ...typical,
      ...[
        `${managed}UnfulfillableCapacity: …`,
        `${managed}VcpuLimitExceeded: …`,
        `${managed}Unauthorized: …`,
      ],
      ...all.flatMap(({ stoppedReason, containers = [] }) => [
        stoppedReason,
        ...containers.map(({ reason }) => reason),
      ]),
    ].filter((text) => text !== undefined);
    const deciding = new Set(texts.map((text) => reasonRows.find((row) => fits(row, text))));
    expect(reasonRows.filter((row) => !deciding.has(row)).map(({ pattern }) => String(pattern))).toEqual([]);
  });
});
