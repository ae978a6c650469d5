/** One version of a parameter. */
export interface ParameterVersion {
  readonly type: 'String' | 'StringList' | 'SecureString';
  readonly value: string;
  readonly version: number;
  readonly modifiedAt: Date;
  readonly dataType: string;
}

/** All parameters of the local SSM: the versions of each name, oldest first, never an empty list. */
export type ParameterStore = Map<string, readonly ParameterVersion[]>;
