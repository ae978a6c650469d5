/** A text as one word for a POSIX shell: unchanged if no character in it is special there, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The option that points `npm run hands-on` at a local AWS. */
export function localPlace(endpoint: string): string {
  return endpoint === 'http://127.0.0.1:4566' ? '--local' : `--endpoint ${shellWord(endpoint)}`;
}

/** Registers a tag in the local ECR, instead of `docker push`. */
export function localPush(repository: string, endpoint: string): string {
  return `npm run hands-on -- push ${shellWord(repository)} ${localPlace(endpoint)}`;
}
