/**
 * What a status of CloudFormation means for the hands-on: `up` works, `moving` needs waiting, `failed` can only be deleted,
 * `gone` is deleted.
 */
export type StackLife = 'up' | 'moving' | 'failed' | 'gone';

/** `ROLLBACK_COMPLETE` → `failed`: a creation that was taken back leaves a stack with nothing in it. */
export function stackLife(status: string): StackLife {
  if (status === 'DELETE_COMPLETE') return 'gone';
  if (status.endsWith('_IN_PROGRESS')) return 'moving';
  return /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status) ? 'up' : 'failed';
}
