/** An image's name taken apart. */
export interface ImageName {
  /** `123456789012.dkr.ecr.eu-west-1.amazonaws.com`, `public.ecr.aws`; undefined means Docker Hub. */
  readonly registry: string | undefined;
  readonly repository: string;
  /** `latest` when the name says none; undefined when a digest pins the image, whatever tag stands before it. */
  readonly tag: string | undefined;
  readonly digest: string | undefined;
}

/** `123456789012.dkr.ecr.eu-west-1.amazonaws.com/shop/web:1.4.2`, `nginx`, `public.ecr.aws/x/y@sha256:…`. */
export function readImageName(image: string): ImageName {
  const [name = '', digest] = image.split('@');
  const slash = name.indexOf('/');
  const first = name.slice(0, Math.max(0, slash));
  // What stands before the first slash is a host only if it looks like one; `shop/web` is a repository of Docker Hub.
  const registry = /[.:]/.test(first) || first === 'localhost' ? first : undefined;
  const rest = registry === undefined ? name : name.slice(slash + 1);
  const colon = rest.indexOf(':');
  const repository = colon === -1 ? rest : rest.slice(0, colon);
  const tag = colon === -1 ? 'latest' : rest.slice(colon + 1);
  return { registry, repository, tag: digest === undefined ? tag : undefined, digest };
}
