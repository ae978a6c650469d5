/** A text as one word of a POSIX shell: as it is where no sign in it means anything there, else in single quotes. */
export function shellWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

/** The option by which `npm run hands-on` finds a local AWS. */
export function localPlace(endpoint: string): string {
  return endpoint === 'http://127.0.0.1:4566' ? '--local' : `--endpoint ${shellWord(endpoint)}`;
}

/** Registers a tag in the local ECR, in the place of `docker push`. */
export function localPush(repository: string, endpoint: string): string {
  return `npm run hands-on -- push ${shellWord(repository)} ${localPlace(endpoint)}`;
}
