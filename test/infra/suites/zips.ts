import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { packageService, root as project } from '../../../infra/deploy/osls.ts';
import { ScriptProblem } from '../../../infra/deploy/script.ts';
import { cfnLint, hasCfnLint } from '../../helpers/cfn-lint.ts';
import { settings as given, type Packaged, readZip } from '../../helpers/package.ts';

/** What npm run package makes. */
export function zips(made: Packaged): void {
  const functions = [
    ['slack', ['.build/functions/slack/index.mjs']],
    ['worker', ['.build/functions/worker/index.mjs', '.build/functions/worker/access.json']],
    ['task-events', ['.build/functions/task-events/index.mjs']],
  ] as const;

  test('two templates and a zip for each function', () => {
    expect(made.files.map(({ name }) => name)).toEqual([
      'cloudformation-template-create-stack.json',
      'cloudformation-template-update-stack.json',
      'slack.zip',
      'task-events.zip',
      'worker.zip',
    ]);
  });

  test.each(functions)(
    'the zip of %s holds its bundle, the worker’s the access policy too, and nothing else',
    (name, files) => {
      const zipped = readZip(readFileSync(join(made.out, `${name}.zip`)));
      expect([...zipped.keys()].sort()).toEqual([...files].sort());
      for (const file of files) {
        expect(zipped.get(file)?.equals(readFileSync(join(made.root, file))), file).toBe(true);
      }
    },
  );

  test('each handler names a file of its zip', () => {
    const handlers = made.ofType('AWS::Lambda::Function').map(([, { Properties }]) => {
      const name = String(Properties.FunctionName).replace('ecs-ops-bot-prod-', '');
      const files = readZip(readFileSync(join(made.out, `${name}.zip`))).keys();
      const file = [...files].find((each) => /\.[cm]js$/.test(each));
      return [Properties.Handler, file?.replace(/\.[cm]js$/, '.handler')];
    });
    expect(handlers).toHaveLength(functions.length);
    for (const [handler, expected] of handlers) expect(handler).toBe(expected);
  });

  test('the same bundles give the same zips, with other settings too', () => {
    for (const [name] of functions) {
      const [first, second] = ['out', 'blank'].map((folder) =>
        readFileSync(join(made.root, folder, `${name}.zip`)),
      );
      expect(first!.equals(second!), name).toBe(true);
    }
  });

  test('a bundle that was not built is named', async () => {
    const root = mkdtempSync(join(tmpdir(), 'ecs-ops-bot-unbuilt-'));
    cpSync(join(project, 'serverless.yml'), join(root, 'serverless.yml'));
    cpSync(join(project, 'infra/aws'), join(root, 'infra/aws'), { recursive: true });
    const unbuilt = packageService({ root, outDir: 'out', region: 'eu-west-1', stage: 'prod' });
    await expect(unbuilt).rejects.toThrow(ScriptProblem);
    await expect(unbuilt).rejects.toThrow(/bundle of slack is missing .*npm run build/);
    rmSync(root, { recursive: true });
  });

  test('an access file that the bot could not use is refused, with what to write instead', async () => {
    const file = join(made.root, '.build/functions/worker/access.json');
    const good = readFileSync(file);
    try {
      writeFileSync(file, '{"policy":{"grants":[{"who":"olivia","may":"change","on":"*"}]}}');
      await expect(made.pack('bad')).rejects.toThrow(
        new ScriptProblem(
          'infra/access.yml, grants[0].who: "olivia" does not fit; write Slack ids of users (U… or W…), user groups (S…) or channels (C… or G…), or everyone.',
        ),
      );
      rmSync(file);
      await expect(made.pack('none')).rejects.toThrow(/^infra\/access.yml is missing/);
    } finally {
      writeFileSync(file, good);
    }
  });

  test.runIf(hasCfnLint)(
    'cfn-lint finds nothing, not even a warning, with every setting, with none, and with each kind alone',
    () => {
      const channels = ['default-channel', 'audit-channel'] as const;
      const alone = [['alarm-topic'], ['hands-on'], ['pass-roles'], channels] as const;
      const combinations = [
        { 'audit-table': 'kept' },
        { deployments: 'off' },
        ...alone.map((names) => Object.fromEntries(names.map((name) => [name, given[name]]))),
        {},
      ];
      const timeless = (text: string) => text.replaceAll(/\/\d{13}-[^/"]+/g, '');
      expect(timeless(made.textWith(given))).toBe(timeless(made.text));
      const others = combinations.map((settings, index) => {
        const file = join(made.root, `template-${index}.json`);
        writeFileSync(file, made.textWith(settings));
        return file;
      });
      const templates = [...made.templates, ...others];
      expect(cfnLint(['eu-west-1'], templates)).toEqual({ stdout: '', status: 0 });
    },
    300_000,
  );
}
