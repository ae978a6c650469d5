import type { ECRClient } from '@aws-sdk/client-ecr';
import { findRepositoryUri } from './find-repository-uri.ts';

/** `aws ecr describe-repositories --repository-names …`: whether it exists in this account and region. */
export async function hasRepository(ecr: ECRClient, name: string): Promise<boolean> {
  return (await findRepositoryUri(ecr, name)) !== undefined;
}
