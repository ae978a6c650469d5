import { documented } from '../documented.ts';
import type { ReasonRow } from '../reason-row.ts';

const { pull, pullAgent, architecture } = documented;

/** Within `CannotPullContainerError`. Fargate cuts long texts off, so a part of a word must do at the end. */
const pulling = (essential: string) => new RegExp(`CannotPullContainer.*(${essential})`, 'is');

const noRoute = [
  'i/o timeout',
  'request canceled',
  'Client\\.Timeout',
  'connection (refused|reset|timed out|issue)',
  'no such host',
  'no route to host',
  'network is unreachable',
  'reach any registry',
  'send request failed',
  'TLS handshake timeout',
  'deadline exceeded',
  'network configuration',
  'server misbehaving',
].join('|');

/** Why an image could not be pulled. */
export const pullRows: readonly ReasonRow[] = [
  {
    pattern: /(CannotPullContainer.*(too ?many ?requests|rate exceeded))|reached your .*pull rate limit/is,
    code: 'pullRateLimit',
    source: pull,
  },
  {
    pattern: pulling(
      'matching platform|match for platform|no matching manifest|does not match the .*platform',
    ),
    code: 'wrongArchitecture',
    source: architecture,
  },
  { pattern: pulling('no space left on dev'), code: 'diskFull', source: pull },
  {
    pattern: pulling('not authorized to perform|permissions to pull'),
    code: 'pullDenied',
    source: pullAgent,
  },
  {
    pattern: pulling('does not exist or (may|no pull)|whether the image exists'),
    code: 'pullNotFoundOrDenied',
    source: pullAgent,
  },
  { pattern: pulling(noRoute), code: 'pullNoRoute', source: pull },
  {
    pattern: pulling(
      '40[13] (Forbidden|Unauthorized)|status code:? 40[13]|unauthorized|access ?denied|basic auth|authentication required',
    ),
    code: 'pullDenied',
    source: pull,
  },
  {
    pattern: pulling(
      'not found|does not exist|manifest unknown|name unknown|API error \\(404\\)|404 Not Found',
    ),
    code: 'pullNotFound',
    source: pull,
  },
  { pattern: pulling('context ca'), code: 'pullInterrupted', source: pull },
  { pattern: /CannotPullContainer/i, code: 'pullOther', source: pull },
];
