import type { WordsOf } from '../../catalogue.ts';

/** Tasks whose image could not be pulled. */
export const pulls: WordsOf<
  | 'pullNotFound'
  | 'pullNotFoundOrDenied'
  | 'pullDenied'
  | 'pullNoRoute'
  | 'pullRateLimit'
  | 'pullInterrupted'
  | 'pullOther'
  | 'badImageName'
  | 'wrongArchitecture'
> = {
  pullNotFound: {
    what: () => 'its image does not exist',
    causes: [
      'The tag was never pushed, or is misspelt.',
      'A lifecycle policy removed it; a service keeps asking for the digest that it was deployed with.',
      'The image is in another repository, region or account.',
    ],
    next: [
      '`/ecs images` shows the tags that exist.',
      'Push the image, or deploy a revision with a tag that exists.',
    ],
  },
  pullNotFoundOrDenied: {
    what: () => 'its image does not exist, or may not be pulled',
    causes: [
      'The name is misspelt: Docker Hub was asked instead of a private registry.',
      'The tag or the repository does not exist.',
      'The registry requires credentials that the task does not have.',
    ],
    next: [
      'The image’s name in full, with its registry.',
      'The execution role’s rights on ECR, or `repositoryCredentials` for another registry.',
    ],
  },
  pullDenied: {
    what: () => 'the registry did not let it pull its image',
    causes: [
      'The execution role (on EC2 without one: the instance’s role) lacks `ecr:BatchGetImage`, `ecr:GetDownloadUrlForLayer` or `ecr:GetAuthorizationToken`.',
      'The repository’s policy does not name this account.',
      'The policy of a VPC endpoint, also the one for S3, refuses it.',
      'The credentials for another registry are wrong or expired.',
    ],
    next: ['`executionRoleArn` of the task definition and its policies.', 'The repository’s policy.'],
  },
  pullNoRoute: {
    what: () => 'the registry could not be reached',
    causes: [
      'A private subnet without NAT gateway and without VPC endpoints (`ecr.api`, `ecr.dkr`, S3).',
      'A public subnet, but no public IP address (`assignPublicIp`).',
      'The security group or a network ACL does not allow HTTPS out.',
    ],
    next: [
      'The subnets’ route tables, and `assignPublicIp` of the service.',
      'The security groups, of the VPC endpoints too.',
    ],
  },
  pullRateLimit: {
    what: () => 'the registry’s rate limit is used up',
    causes: ['Docker Hub counts pulls by address: all tasks behind a NAT gateway share one.'],
    next: [
      'Wait, and start fewer at once.',
      'Mirror the image in ECR (a pull through cache rule), or log in with `repositoryCredentials`.',
    ],
  },
  pullInterrupted: {
    what: () => 'the pull of its image was interrupted',
    causes: [
      'The connection was lost on the way: image layers come from S3, which needs its own route.',
      'The disk was full, or the image was too large for the time allowed.',
    ],
    next: [
      'The route to S3 (NAT gateway, or a gateway endpoint).',
      'Compare the image’s size with the disk.',
    ],
  },
  pullOther: {
    what: (detail) => `its image could not be pulled: ${detail}`,
    causes: ['ECS’s text does not say, or is cut off before it does.'],
    next: [
      'Check whether the image exists, may be pulled, and can be reached from the subnet, in this order.',
    ],
  },
  badImageName: {
    what: () => 'the name of its image is not valid',
    causes: ['A capital letter, a space, or the path of a Dockerfile where an image’s name belongs.'],
    next: ['`image` of the task definition.'],
  },
  wrongArchitecture: {
    what: () => 'its image is built for another processor architecture',
    causes: ['Built on an ARM machine (Apple silicon) for an x86 task, or the other way round.'],
    next: [
      'Build with `--platform linux/amd64` (or `linux/arm64`), or for both.',
      '`runtimePlatform` of the task definition.',
    ],
  },
};
