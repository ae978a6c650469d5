import { documented } from '../documented.ts';
import type { ReasonRow } from '../reason-row.ts';

const { errorCodes, secrets } = documented;
const efs = 'https://github.com/aws/amazon-ecs-cli/issues/1083';
const envFiles = 'https://github.com/aws/aws-cdk/issues/12720';
const logs = 'https://github.com/airbnb/ottr/issues/7';

/** Within `ResourceInitializationError`, where that is the beginning: a container's start fails with these words behind its own. */
const preparing = (essential: string) => new RegExp(`^ResourceInitializationError.*(${essential})`, 'is');
const logging = (essential: string) =>
  new RegExp(`(logging driver|logger args|log stream).*(${essential})`, 'is');
const mounting = (essential: string) =>
  new RegExp(`(EFS utils|mount\\.nfs4|EFS volume).*(${essential})`, 'is');

const noRoute = [
  'i/o time',
  'RequestCanceled',
  'RequestError',
  'deadline exceeded',
  'send request failed',
  'connection issue',
  'network configuration',
  'no such host',
].join('|');

/** What a task needs before its containers start: file systems, logs, secrets, registry. */
export const initRows: readonly ReasonRow[] = [
  { pattern: mounting('failed to resolve'), code: 'efsName', source: efs },
  { pattern: mounting('access denied|AccessDenied|not authorized'), code: 'efsDenied', source: efs },
  { pattern: mounting('no such file or dir'), code: 'efsPath', source: efs },
  {
    pattern: mounting('connection (reset|refused|timed out)|timed? ?out'),
    code: 'efsUnreachable',
    source: efs,
  },
  { pattern: mounting(''), code: 'efsOther', source: efs },
  { pattern: logging('log group does not exist'), code: 'logGroupMissing', source: logs },
  { pattern: logging('AccessDenied|not authorized'), code: 'logDenied', source: logs },
  // The container agent's own address: no route of the VPC leads there or helps.
  { pattern: logging('CredentialsEndpointError'), code: 'logDriver', source: errorCodes },
  { pattern: logging(noRoute), code: 'initNoRoute', source: errorCodes },
  {
    pattern: /env files.*(access ?denied|forbidden|not authorized)/is,
    code: 'envFileDenied',
    source: envFiles,
  },
  { pattern: preparing('AccessDenied|not authorized'), code: 'initDenied', source: secrets },
  {
    pattern: /unable to assume the .*role/is,
    code: 'roleNotAssumed',
    source: 'https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task_execution_IAM_role.html',
  },
  {
    pattern: preparing(
      'ResourceNotFoundException|cannot find the secret|invalid (ssm )?parameters|ParameterNotFound',
    ),
    code: 'secretMissing',
    source: secrets,
  },
  {
    pattern: preparing('invalid character|cannot unmarshal|did not contain json key'),
    code: 'secretMalformed',
    source: 'https://github.com/rileydakota/valheim-ecs-fargate-cdk/issues/9',
  },
  { pattern: preparing(noRoute), code: 'initNoRoute', source: secrets },
  { pattern: logging(''), code: 'logDriver', source: errorCodes },
  { pattern: preparing('env files'), code: 'envFile', source: envFiles },
  { pattern: preparing('secrets?\\b|registry auth'), code: 'initSecrets', source: secrets },
  { pattern: /^ResourceInitializationError/i, code: 'initOther', source: errorCodes },
];
