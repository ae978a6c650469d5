import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

interface Manifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly engines: Readonly<Record<string, string>>;
  readonly scripts: Readonly<Record<string, string>>;
}
interface Entry {
  readonly version?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
}
const read = (file: string) => JSON.parse(readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8'));
const manifest: Manifest = read('package.json');
const { packages } = read('package-lock.json') as { readonly packages: Readonly<Record<string, Entry>> };
const wanted = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
const locked = Object.entries(packages).filter(([path]) => path !== '');

test.each(wanted)('%s is pinned to one version, and locked at it', (name, version) => {
  expect(version).toMatch(/^\d+\.\d+\.\d+$/);
  expect(packages[`node_modules/${name}`]?.version).toBe(version);
});

test('every package of the lock file has the digest that npm ci checks', () => {
  expect(
    locked.filter(([, { integrity, link }]) => integrity === undefined && !link).map(([path]) => path),
  ).toEqual([]);
});

test('whatever runs a script when it is installed was decided about', () => {
  const scripts = locked
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.split('node_modules/').at(-1) ?? '');
  const undecided = scripts.filter((name) => !Object.hasOwn(manifest.allowScripts, name));
  expect(undecided).toEqual([]);
});

// npm 10 does not know `allowScripts`: only this keeps it from running every script at the first `npm ci`.
test('no script runs at an install but those that setup names', () => {
  const npmrc = readFileSync(new URL('../../.npmrc', import.meta.url), 'utf8').split('\n');
  expect(npmrc).toContain('ignore-scripts=true');
  expect(Object.keys(manifest.allowScripts).filter((name) => manifest.allowScripts[name])).toEqual(['node']);
  expect(manifest.engines).toEqual({ node: '>=20', npm: '>=10' });
});

// With `ignore-scripts`, npm leaves out whatever stands as `pre…` and `post…` too.
test('nothing is left to a script that npm would not run', () => {
  const names = Object.keys(manifest.scripts);
  const unrun = names.filter((name) =>
    names.some((other) => name === `pre${other}` || name === `post${other}`),
  );
  expect(unrun).toEqual([]);
  expect(names.filter((name) => /^(?:pre|post)?install$|^prepare$/.test(name))).toEqual([]);
});
