import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { packageService, root as project } from '../../infra/deploy/osls.ts';
import { parseTemplate, type TemplateObject } from '../../infra/local/serverless/template.ts';

/** A piece of the template that a test looks into; what is not there is undefined. */
export interface Deep {
  readonly [key: string]: Deep | undefined;
}

export interface CompiledResource {
  readonly Type: string;
  readonly Properties: Deep;
  readonly Condition?: string;
  readonly DeletionPolicy?: string;
}

export const settings = {
  'team-id': 'T0123ABCD',
  'default-channel': 'C0123ABCD',
  command: '/ecs-prod',
  'max-desired-count': '7',
  logs: 'on',
  language: 'ja',
  'hands-on': 'on',
  deployments: 'on',
  'pass-roles': 'arn:aws:iam::123456789012:role/web,arn:aws:iam::123456789012:role/ecs/*',
  'audit-channel': 'C0AUDIT00',
  'audit-days': '90',
  'alarm-topic': 'arn:aws:sns:eu-west-1:123456789012:on-call',
};

/** The service as osls packs it. */
export async function packaged() {
  const { root, remove } = stagedService();
  const pack = (outDir: string, chosen: Readonly<Record<string, string>> = settings) =>
    packageService({ root, outDir, region: 'eu-west-1', stage: 'prod', settings: chosen });
  const files = await pack('out');
  const templates = files.map(({ name }) => join(root, 'out', name)).filter((file) => file.endsWith('.json'));
  const template = templates.find((file) => file.includes('update-stack')) ?? '';
  const { Resources } = JSON.parse(readFileSync(template, 'utf8')) as {
    Resources: Record<string, CompiledResource>;
  };
  const defaults = defaultSettings();
  const blank = (name: string) => `blank-${name}-blank`;
  await pack('blank', Object.fromEntries(Object.keys(defaults).map((name) => [name, blank(name)])));
  const form = readFileSync(join(root, 'blank', basename(template)), 'utf8');
  return {
    root,
    out: join(root, 'out'),
    files,
    templates,
    text: readFileSync(template, 'utf8'),
    /** The template with other settings: osls puts them in as they are, so it need not be run for each. */
    textWith: (chosen: Readonly<Record<string, string>>) =>
      Object.entries({ ...defaults, ...chosen }).reduce(
        (text, [name, value]) => text.replaceAll(blank(name), value),
        form,
      ),
    resources: Resources,
    ofType: (type: string) => Object.entries(Resources).filter(([, { Type }]) => Type === type),
    pack,
    remove,
  };
}

export type Packaged = Awaited<ReturnType<typeof packaged>>;

/** What serverless.yml takes for a setting that is not given. */
function defaultSettings() {
  const service = parseTemplate(readFileSync(join(project, 'serverless.yml'), 'utf8')) as TemplateObject;
  return (service.params as TemplateObject).default as Readonly<Record<string, string>>;
}

/** The service, as the test run built it, in a folder of its own, so that test files do not meet in `.build` and `.serverless`. */
export function stagedService() {
  const root = mkdtempSync(join(tmpdir(), 'ecs-ops-bot-service-'));
  cpSync(join(project, 'serverless.yml'), join(root, 'serverless.yml'));
  mkdirSync(join(root, 'infra'));
  cpSync(join(project, 'infra/aws'), join(root, 'infra/aws'), { recursive: true });
  cpSync(join(project, '.build/functions'), join(root, '.build/functions'), { recursive: true });
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) };
}

/** The files of a zip by name: what its central directory lists. */
export function readZip(zip: Buffer): Map<string, Buffer> {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06'));
  const count = zip.readUInt16LE(end + 10);
  let at = zip.readUInt32LE(end + 16);
  const files = new Map<string, Buffer>();
  for (let index = 0; index < count; index += 1) {
    const method = zip.readUInt16LE(at + 10);
    const size = zip.readUInt32LE(at + 20);
    const nameLength = zip.readUInt16LE(at + 28);
    const header = zip.readUInt32LE(at + 42);
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    const start = header + 30 + zip.readUInt16LE(header + 26) + zip.readUInt16LE(header + 28);
    const data = zip.subarray(start, start + size);
    files.set(name, method === 0 ? data : inflateRawSync(data));
    at += 46 + nameLength + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return files;
}
