import type { Clock } from '../clock.ts';
import type { ParameterStore } from './parameter-store.ts';

/** What every SSM action works on. */
export interface SsmWorld {
  readonly clock: Clock;
  readonly accountId: string;
  readonly region: string;
  readonly parameters: ParameterStore;
}
