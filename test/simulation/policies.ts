import { localIds } from '../../infra/local/slack/workspace/workspace.ts';

/** A grant of the simulated policies: the part of the access file's language that they use. */
export interface SimulatedGrant {
  readonly name: string;
  readonly who: string | readonly string[];
  readonly may: string | readonly string[];
  readonly on: string | readonly string[];
  readonly 'max-desired'?: number;
  readonly 'min-running'?: number;
  readonly hours?: string;
  readonly approval?: 'second-person';
}

export interface SimulatedPolicy {
  readonly reads: 'members' | 'granted';
  readonly grants: readonly SimulatedGrant[];
}

const { onCall, operator, secondOperator, ops } = localIds;

/** The access policies of the simulation: limits of every kind, approval, channels and hours. */
export const policies: readonly SimulatedPolicy[] = [
  {
    reads: 'members',
    grants: [
      { name: 'on-call', who: onCall, may: 'change', on: '*', 'max-desired': 6 },
      { name: 'freezers', who: onCall, may: 'freeze', on: '*' },
      { name: 'together', who: onCall, may: 'scale', on: '*', 'max-desired': 13, approval: 'second-person' },
    ],
  },
  {
    reads: 'members',
    grants: [
      {
        name: 'shop',
        who: onCall,
        may: ['scale', 'stop-task'],
        on: 'shop/*',
        'max-desired': 8,
        'min-running': 2,
      },
      { name: 'freezers', who: onCall, may: 'freeze', on: '*' },
      { name: 'deployers', who: onCall, may: ['restart', 'rollback', 'continue'], on: 'shop/checkout' },
      { name: 'media', who: [operator, secondOperator], may: 'change', on: 'media/*', 'max-desired': 5 },
      { name: 'learners', who: ops, may: 'change', on: 'hands-on/*', 'max-desired': 4, 'min-running': 1 },
    ],
  },
  {
    reads: 'granted',
    grants: [
      {
        name: 'pairs',
        who: onCall,
        may: 'change',
        on: ['shop/*', 'media/*'],
        'max-desired': 8,
        approval: 'second-person',
      },
      { name: 'early', who: operator, may: 'change', on: '*', 'min-running': 1, hours: '00:00-00:40 UTC' },
    ],
  },
];
