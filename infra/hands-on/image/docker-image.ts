import { ScriptProblem } from '../../deploy/script-problem.ts';
import type { ImageSource } from './image-source.ts';
import { imageTag } from './image-tag.ts';
import type { RunDocker } from './run-docker.ts';

export interface DockerImageOptions {
  /** Where the Dockerfile lies. */
  readonly folder: string;
  readonly run: RunDocker;
  readonly say: (line: string) => void;
}

/** The image of `folder` by the docker of this machine; each line that it runs is told first. */
export function dockerImage({ folder, run, say }: DockerImageOptions): ImageSource {
  const must = async (args: readonly string[], input?: string) => {
    say(`$ docker ${args.join(' ')}`);
    const code = await run(args, { ...(input !== undefined && { input }) });
    if (code !== 0) throw new ScriptProblem(`docker ${args[0]} failed; what it says stands above.`);
  };
  return {
    async problem() {
      const code = await run(['version'], { quiet: true });
      if (code === undefined) return 'There is no Docker here';
      return code === 0 ? undefined : 'Docker is here but does not run';
    },
    tag: () => imageTag(folder),
    async push({ repositoryUri, tag, password }) {
      // Fargate runs x86 unless told otherwise; a Mac would build for ARM.
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
