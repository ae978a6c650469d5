import { z } from 'zod';
import { ServiceError } from '../aws/service-error.ts';

const DOCKER_MANIFEST = 'application/vnd.docker.distribution.manifest.v2+json';

const part = z.object({ size: z.number().default(0) });
const manifestShape = z.object({
  mediaType: z.string().optional(),
  config: part.optional(),
  layers: z.array(part).default([]),
});

/** Media type and size in bytes of an image manifest: what its layers and config say. InvalidParameterException if it is none. */
export function readManifest(
  text: string,
  mediaType: string | undefined,
): { mediaType: string; sizeInBytes: number } {
  let manifest: z.output<typeof manifestShape>;
  try {
    manifest = manifestShape.parse(JSON.parse(text));
  } catch {
    const message =
      "Invalid parameter at 'imageManifest' failed to satisfy constraint: 'Invalid JSON syntax'";
    throw new ServiceError('InvalidParameterException', message);
  }
  if (mediaType !== undefined && manifest.mediaType !== undefined && mediaType !== manifest.mediaType) {
    const message = `The media type '${mediaType}' is not the manifest's own, '${manifest.mediaType}'.`;
    throw new ServiceError('InvalidParameterException', message);
  }
  return {
    mediaType: mediaType ?? manifest.mediaType ?? DOCKER_MANIFEST,
    sizeInBytes: manifest.layers.reduce((sum, { size }) => sum + size, manifest.config?.size ?? 0),
  };
}
