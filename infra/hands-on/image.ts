import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  DescribeImagesCommand,
  type ECRClient,
  GetAuthorizationTokenCommand,
  ImageNotFoundException,
  PutImageCommand,
} from '@aws-sdk/client-ecr';
import { ScriptProblem, unlessMissing } from '../deploy/script.ts';
import { type HandsOnDeps, type HandsOnStack, type ImageSource, names } from './deps.ts';

/** Runs docker with `input` as its standard input; returns its exit code, undefined if docker is not installed. */
export type RunDocker = (
  args: readonly string[],
  options?: { readonly input?: string; readonly quiet?: boolean },
) => Promise<number | undefined>;

/** The docker on the PATH. */
export const runDocker: RunDocker = (args, { input, quiet = false } = {}) =>
  new Promise((resolve) => {
    const output = quiet ? 'ignore' : 'inherit';
    const child = spawn('docker', args, { stdio: ['pipe', output, output] });
    child.once('error', () => resolve(undefined));
    child.once('close', (code) => resolve(code ?? 1));
    // If docker ended without reading, its exit code shows it.
    child.stdin?.on('error', () => undefined);
    child.stdin?.end(input);
  });

interface DockerImageOptions {
  /** The folder with the Dockerfile. */
  readonly folder: string;
  readonly run: RunDocker;
  readonly say: (line: string) => void;
}

/** Builds the image of `folder` with this machine's docker; each command is printed first. */
export function dockerImage({ folder, run, say }: DockerImageOptions): ImageSource {
  const must = async (args: readonly string[], input?: string) => {
    say(`$ docker ${args.join(' ')}`);
    const code = await run(args, { ...(input !== undefined && { input }) });
    if (code !== 0) throw new ScriptProblem(`docker ${args[0]} failed; its output is above.`);
  };
  return {
    async problem() {
      const code = await run(['version'], { quiet: true });
      if (code === undefined) return 'There is no Docker here';
      return code === 0 ? undefined : 'Docker is here but does not run';
    },
    tag: () => imageTag(folder),
    async push({ repositoryUri, tag, password }) {
      // Fargate runs x86 by default; a Mac would build for ARM.
      await must(['build', '--platform', 'linux/amd64', '-t', 'hello-world', folder]);
      const [registry = ''] = repositoryUri.split('/');
      await must(['login', '--username', 'AWS', '--password-stdin', registry], await password());
      for (const each of [tag, 'latest']) {
        await must(['tag', 'hello-world', `${repositoryUri}:${each}`]);
        await must(['push', `${repositoryUri}:${each}`]);
      }
    },
  };
}

/** 12 hexadecimal digits that change with any file in the folder. */
async function imageTag(folder: string): Promise<string> {
  const hash = createHash('sha256');
  for (const name of (await readdir(folder)).sort()) {
    hash.update(`${name}\0`).update(await readFile(join(folder, name)));
  }
  return hash.digest('hex').slice(0, 12);
}

/** For when no image can be built here, with the reason: the local ECR stores no layers. */
export function noImage(why: string): ImageSource {
  const refuse = () => Promise.reject(new Error(why));
  return { problem: () => Promise.resolve(why), tag: refuse, push: refuse };
}

/** The image for the stack's tasks, which exists afterwards: our own, else the one already running, else a public one. */
export async function provideImage(
  deps: HandsOnDeps,
  { parameters, outputs }: HandsOnStack,
): Promise<string> {
  const { image, clients, say } = deps;
  const { RepositoryUri: repositoryUri } = outputs;
  if (repositoryUri === undefined || (await image.problem()) !== undefined) {
    return parameters.Image || names.publicImage;
  }
  const tag = await image.tag();
  if (await isPushed(clients.ecr, names.repository, tag)) say(`The image ${tag} is pushed already.`);
  else await image.push({ repositoryUri, tag, password: () => loginPassword(clients.ecr) });
  return `${repositoryUri}:${tag}`;
}

/** Whether the repository has this tag. */
async function isPushed(ecr: ECRClient, repositoryName: string, imageTag: string): Promise<boolean> {
  const command = new DescribeImagesCommand({ repositoryName, imageIds: [{ imageTag }] });
  return (await unlessMissing(ImageNotFoundException, ecr.send(command))) !== undefined;
}

/** `aws ecr get-login-password`: for docker's user AWS, valid for 12 hours. */
async function loginPassword(ecr: ECRClient): Promise<string> {
  const { authorizationData = [] } = await ecr.send(new GetAuthorizationTokenCommand({}));
  const token = Buffer.from(authorizationData[0]?.authorizationToken ?? '', 'base64').toString('utf8');
  return token.slice(token.indexOf(':') + 1);
}

/** An image's manifest, which `docker push` sends last; the local ECR takes no layers and needs only this. */
const imageManifest = JSON.stringify({
  schemaVersion: 2,
  mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
  config: {},
  layers: [],
});

/**
 * Registers `latest` of a repository in the local ECR, instead of a push. Doing it twice has no further effect.
 * @throws ScriptProblem outside the local AWS, and before the repository exists
 */
export async function pushLocally(
  {
    clients: { ecr },
    isLocal,
  }: { readonly clients: Pick<HandsOnDeps['clients'], 'ecr'>; readonly isLocal: boolean },
  repositoryName: string,
): Promise<void> {
  if (!isLocal) {
    throw new ScriptProblem(
      'push is for the local AWS. Of your own account /ecs push-commands shows the lines.',
    );
  }
  try {
    await ecr.send(new PutImageCommand({ repositoryName, imageTag: 'latest', imageManifest }));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    if (error.name === 'ImageAlreadyExistsException') return;
    if (error.name !== 'RepositoryNotFoundException') throw error;
    throw new ScriptProblem(
      `There is no repository ${repositoryName} yet: /ecs create-repository ${repositoryName} creates it.`,
    );
  }
}
