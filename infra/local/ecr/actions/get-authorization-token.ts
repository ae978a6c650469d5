import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { parseInput } from '../../aws/parse-input.ts';
import type { EcrWorld } from '../ecr-world.ts';
import { members } from '../members.ts';

const TWELVE_HOURS_MS = 12 * 60 * 60 * 1000;

const request = z.object({ registryIds: members.registryIds });

/** `aws ecr get-authorization-token`: user `AWS` and a password for 12 hours. There is no registry here that asks for it. */
export function getAuthorizationToken(
  { clock, accountId, region }: EcrWorld,
  input: Record<string, unknown>,
) {
  const { registryIds = [accountId] } = parseInput(request, input);
  return {
    authorizationData: registryIds.map((registryId) => ({
      authorizationToken: Buffer.from(`AWS:${randomBytes(48).toString('base64url')}`).toString('base64'),
      expiresAt: new Date(clock.now() + TWELVE_HOURS_MS),
      proxyEndpoint: `https://${registryId}.dkr.ecr.${region}.amazonaws.com`,
    })),
  };
}
