import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { dockerImage, type RunDocker } from '../../../infra/hands-on/image.ts';

const app = fileURLToPath(new URL('../../../infra/hands-on/app', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'hands-on-app-'));
await cp(app, folder, { recursive: true });
afterAll(() => rm(folder, { recursive: true }));

/** A docker that does nothing and ends with these codes, the last for all that follow. */
function fakeDocker(...codes: (number | undefined)[]) {
  const runs: { line: string; input: string | undefined }[] = [];
  const said: string[] = [];
  const run: RunDocker = (args, { input } = {}) => {
    runs.push({ line: args.join(' '), input });
    return Promise.resolve(codes.length > 1 ? codes.shift() : codes[0]);
  };
  return { runs, said, image: dockerImage({ folder, run, say: (line) => said.push(line) }) };
}

const uri = '123456789012.dkr.ecr.eu-west-1.amazonaws.com/hello-world';
const target = { repositoryUri: uri, tag: '0a1b2c3d4e5f', password: () => Promise.resolve('the password') };

test('the image is built for x86, and pushed by its own tag and as the latest', async () => {
  const { image, runs, said } = fakeDocker(0);
  await image.push(target);
  expect(runs.map(({ line }) => line)).toEqual([
    `build --platform linux/amd64 -t hello-world ${folder}`,
    `login --username AWS --password-stdin ${uri.split('/')[0]}`,
    `tag hello-world ${uri}:0a1b2c3d4e5f`,
    `push ${uri}:0a1b2c3d4e5f`,
    `tag hello-world ${uri}:latest`,
    `push ${uri}:latest`,
  ]);
  expect(said).toEqual(runs.map(({ line }) => `$ docker ${line}`));
  // The password stands in no command line, where every process could read it.
  expect(said.join()).not.toContain('the password');
  expect(runs[1]!.input).toBe('the password');
});

test('no docker, one that does not run, and one that fails are told apart', async () => {
  expect(await fakeDocker(undefined).image.problem()).toBe('There is no Docker here');
  expect(await fakeDocker(1).image.problem()).toBe('Docker is here but does not run');
  expect(await fakeDocker(0).image.problem()).toBeUndefined();
  const { image, runs } = fakeDocker(0, 1);
  await expect(image.push(target)).rejects.toThrow('docker login failed; its output is above.');
  expect(runs).toHaveLength(2);
});

test('the tag belongs to the sources', async () => {
  const { image } = fakeDocker(0);
  const before = await image.tag();
  expect(before).toMatch(/^[0-9a-f]{12}$/);
  expect(await image.tag()).toBe(before);
  await writeFile(join(folder, 'more.ts'), '');
  expect(await image.tag()).not.toBe(before);
});
