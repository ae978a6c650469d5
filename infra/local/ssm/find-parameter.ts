import { ServiceError } from '../aws/service-error.ts';
import { ciphertext } from './ciphertext.ts';
import type { SsmWorld } from './ssm-world.ts';

/**
 * The wire form of the parameter that `selector` names: a name or an ARN, with `:3` behind it for one version.
 * Undefined when there is no such parameter; throws ParameterVersionNotFound when only the version is missing.
 */
export function findParameter(
  { parameters, region, accountId }: SsmWorld,
  selector: string,
  isDecrypted: boolean,
): object | undefined {
  const arnPrefix = `arn:aws:ssm:${region}:${accountId}:parameter`;
  const arnOf = (name: string): string => `${arnPrefix}${name.startsWith('/') ? '' : '/'}${name}`;
  const isArn = selector.startsWith(arnPrefix);
  const [path = '', wanted] = (isArn ? selector.slice(arnPrefix.length) : selector).split(':');
  // The ARNs of `/a` and `a` are the same text, so an ARN is compared and never taken apart.
  const name = isArn ? [...parameters.keys()].find((key) => arnOf(key) === `${arnPrefix}${path}`) : path;
  const versions = name === undefined ? undefined : parameters.get(name);
  if (name === undefined || versions === undefined) return undefined;

  const found =
    wanted === undefined ? versions.at(-1) : versions.find(({ version }) => String(version) === wanted);
  if (found === undefined) {
    throw new ServiceError(
      'ParameterVersionNotFound',
      `Systems Manager could not find version ${wanted} of ${name}.`,
    );
  }
  const isHidden = found.type === 'SecureString' && !isDecrypted;
  return {
    Name: name,
    Type: found.type,
    Value: isHidden ? ciphertext(name, found.version) : found.value,
    Version: found.version,
    ...(wanted === undefined ? {} : { Selector: `:${wanted}` }),
    LastModifiedDate: found.modifiedAt,
    ARN: arnOf(name),
    DataType: found.dataType,
  };
}
