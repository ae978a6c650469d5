import type { WordsOf } from '../../catalogue.ts';

const network = [
  'The subnets’ route tables, and `assignPublicIp` of the service.',
  'The security groups, of the VPC endpoints too; DNS resolution of the VPC.',
];

/** Tasks that lacked something before their containers could start. */
export const inits: WordsOf<
  | 'initNoRoute'
  | 'initDenied'
  | 'roleNotAssumed'
  | 'secretMissing'
  | 'secretMalformed'
  | 'initSecrets'
  | 'logGroupMissing'
  | 'logDenied'
  | 'logDriver'
  | 'efsName'
  | 'efsPath'
  | 'efsDenied'
  | 'efsUnreachable'
  | 'efsOther'
  | 'envFileDenied'
  | 'envFile'
  | 'initOther'
> = {
  initNoRoute: {
    what: () => 'AWS services (registry, secrets, logs) could not be reached from its subnet',
    causes: [
      'A private subnet without NAT gateway and without VPC endpoints for ECR, Secrets Manager, SSM, CloudWatch Logs or S3.',
      'A public subnet, but no public IP address (`assignPublicIp`).',
      'The security group does not allow HTTPS out, or that of the endpoints does not allow it in.',
    ],
    next: network,
  },
  initDenied: {
    what: () => 'its execution role may not read a secret, a parameter or the registry',
    causes: [
      'The execution role lacks `secretsmanager:GetSecretValue`, `ssm:GetParameters`, `ecr:GetAuthorizationToken`, or `kms:Decrypt` for the key.',
      'The secret’s name ends in a hyphen and six characters, like the suffix of an ARN, or its ARN lacks that suffix.',
    ],
    next: ['`executionRoleArn` of the task definition (not the task role) and its policies.'],
  },
  roleNotAssumed: {
    what: () => 'ECS could not assume the role that it was given',
    causes: [
      'The role’s trust policy does not name `ecs-tasks.amazonaws.com` (for a service’s infrastructure role: `ecs.amazonaws.com`).',
      'The role does not exist, or was just created.',
    ],
    next: ['`executionRoleArn` and `taskRoleArn` of the task definition, and their trust policies.'],
  },
  secretMissing: {
    what: () => 'a secret or a parameter that it needs does not exist',
    causes: ['Its name or ARN is misspelt, or it is in another region or account.', 'It was deleted.'],
    next: ['Compare `secrets` of the task definition with Secrets Manager and Parameter Store.'],
  },
  secretMalformed: {
    what: () => 'a secret that it needs does not have the expected form',
    causes: ['The task definition asks for a key, but the secret is not JSON or has no such key.'],
    next: ['The secret’s value, and the key at the end of `valueFrom`.'],
  },
  initSecrets: {
    what: (detail) => `its secrets or the registry’s login could not be fetched: ${detail}`,
    causes: [
      'Most often the network: no route to Secrets Manager, SSM or ECR. ECS’s text is cut off before it says.',
      'Otherwise the execution role’s rights.',
    ],
    next: network,
  },
  logGroupMissing: {
    what: () => 'its log group does not exist',
    causes: ['Nobody created it, or it is in another region.'],
    next: [
      'Create the log group, or set `awslogs-create-group` and allow the execution role `logs:CreateLogGroup`.',
    ],
  },
  logDenied: {
    what: () => 'its execution role may not write to its log group',
    causes: ['The role lacks `logs:CreateLogStream` or `logs:PutLogEvents`.'],
    next: ['`executionRoleArn` of the task definition and its policies.'],
  },
  logDriver: {
    what: (detail) => `its log driver did not start: ${detail}`,
    causes: [
      'An option of `logConfiguration` is wrong (often `awslogs-region`).',
      'The host lacks credentials.',
    ],
    next: ['`logConfiguration` of the task definition.'],
  },
  efsName: {
    what: () => 'the name of its EFS file system could not be resolved',
    causes: [
      'The file system has no mount target in the task’s zone, or a new one is not ready yet.',
      'The VPC has DNS hostnames or resolution switched off.',
      'The file system’s id is wrong.',
    ],
    next: ['The file system’s mount targets; the VPC’s DNS settings.'],
  },
  efsPath: {
    what: () => 'the folder that it mounts does not exist on its EFS file system',
    causes: ['`rootDirectory` names a folder that nobody created.'],
    next: ['Create the folder, or use an access point, which creates it.'],
  },
  efsDenied: {
    what: () => 'its EFS file system denied it access',
    causes: ['The file system’s policy or the task role lacks `elasticfilesystem:ClientMount`.'],
    next: ['The file system’s policy, `authorizationConfig` and the task role.'],
  },
  efsUnreachable: {
    what: () => 'its EFS file system could not be reached',
    causes: [
      'The mount target’s security group does not allow port 2049 from the task.',
      'It was just created.',
    ],
    next: ['The mount targets’ security groups.'],
  },
  efsOther: {
    what: (detail) => `its EFS file system could not be mounted: ${detail}`,
    causes: ['Name, network or rights of the file system.'],
    next: ['Mount targets, their security groups, the file system’s policy.'],
  },
  envFileDenied: {
    what: () => 'its execution role may not read its environment file',
    causes: [
      'The role lacks `s3:GetObject` or `s3:GetBucketLocation`.',
      'The file does not exist: S3 then refuses too.',
    ],
    next: ['`environmentFiles` of the task definition; the execution role.'],
  },
  envFile: {
    what: (detail) => `its environment file could not be read: ${detail}`,
    causes: ['The file does not exist, is not a `.env` file, or S3 could not be reached.'],
    next: ['`environmentFiles` of the task definition; the route to S3.'],
  },
  initOther: {
    what: (detail) => `it could not be prepared: ${detail}`,
    causes: ['The network, rights or settings of something that it needs before it starts.'],
    next: ['The text above.', ...network],
  },
};
