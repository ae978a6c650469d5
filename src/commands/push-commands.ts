import * as z from 'zod';
import { findRepositoryUri, listRepositories, readImageName } from '../aws/ecr.ts';
import { localPush, shellWord } from '../shell-word.ts';
import { nearest, shareFlag } from './line/arguments.ts';
import { type CommandResult, defineCommand } from './line/command.ts';
import { Refusal } from './line/problem.ts';

/** A repository as ECR takes it (its API's pattern), and a tag as the OCI's distribution specification does. */
const imageName =
  /^(?=[^:]{2,256}(?::|$))[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?$/;

/** What is typed in a shell to push an image to a repository. */
export interface PushCommandsReply {
  readonly kind: 'push-commands';
  readonly repository: string;
  /** In this order. */
  readonly lines: readonly string[];
  /** What stands for them in the local AWS, whose registry keeps no layers. */
  readonly local?: string;
}

/** `/ecs push-commands <repository[:tag]>`: the lines for this account and region. One DescribeRepositories. */
export const pushCommands = defineCommand({
  name: 'push-commands',
  kind: 'read',
  words: [{ name: 'repository', hint: 'repository' }],
  flags: [shareFlag],
  examples: ['push-commands hello-world'],
  args: z.object({ repository: z.string().regex(imageName, 'notARepository') }),
  async run({ repository: given }, { ecr, handsOn }): Promise<CommandResult<PushCommandsReply>> {
    const { repository, tag = 'latest' } = readImageName(given);
    const uri = await findRepositoryUri(ecr, repository);
    if (uri === undefined) {
      const like = nearest(repository, await listRepositories(ecr));
      throw new Refusal({ code: 'unknownRepository', given: repository, nearest: like });
    }
    return {
      type: 'reply',
      reply: {
        kind: 'push-commands',
        repository,
        lines: linesFor(uri, repository, tag),
        ...(handsOn?.endpoint !== undefined && { local: localPush(repository, handsOn.endpoint) }),
      },
    };
  },
});

/** Fargate runs x86 unless a task definition says otherwise, wherever the image was built. */
function linesFor(uri: string, repository: string, tag: string): string[] {
  const host = uri.slice(0, uri.indexOf('/'));
  const region = /^\d+\.dkr[.-]ecr(?:-fips)?\.([^.]+)\./.exec(host)?.[1] ?? '';
  const pushed = shellWord(`${uri}:${tag}`);
  return [
    `docker build --platform linux/amd64 -t ${shellWord(repository)} .`,
    `docker tag ${shellWord(`${repository}:latest`)} ${pushed}`,
    `aws ecr get-login-password --region ${shellWord(region)} | docker login --username AWS --password-stdin ${shellWord(host)}`,
    `docker push ${pushed}`,
  ];
}
