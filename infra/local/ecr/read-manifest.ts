import { z } from 'zod';
import { ServiceError } from '../aws/service-error.ts';
import type { EcrImage } from './ecr-image.ts';
import { invalidMember } from './request-model.ts';

const part = z.object({ size: z.number().default(0), mediaType: z.string().optional() });
const manifestShape = z.object({
  mediaType: z.string().optional(),
  artifactType: z.string().optional(),
  config: part.optional(),
  layers: z.array(part).default([]),
  /** The images of an index, which Docker calls a manifest list. */
  manifests: z.array(z.object({ digest: z.string() })).default([]),
});

/**
 * What a manifest says of its image: its size in bytes is that of its layers and config, 0 for an index. Refuses what is no
 * manifest, and one whose media type is told nowhere.
 */
export function readManifest(
  text: string,
  given: string | undefined,
): Pick<EcrImage, 'mediaType' | 'artifactMediaType' | 'sizeInBytes' | 'references'> {
  let manifest: z.output<typeof manifestShape>;
  try {
    manifest = manifestShape.parse(JSON.parse(text));
  } catch {
    throw invalidMember('imageManifest', 'Invalid JSON syntax');
  }
  const { mediaType = given, config, layers, manifests } = manifest;
  if (mediaType === undefined) {
    throw new ServiceError(
      'InvalidParameterException',
      'image manifest mediatype not provided in manifest or parameter',
    );
  }
  if (given !== undefined && given !== mediaType) {
    throw new ServiceError(
      'InvalidParameterException',
      `The media type '${given}' is not the manifest's own, '${mediaType}'.`,
    );
  }
  return {
    mediaType,
    artifactMediaType: manifest.artifactType ?? config?.mediaType,
    sizeInBytes: layers.reduce((sum, { size }) => sum + size, config?.size ?? 0),
    references: manifests.map(({ digest }) => digest),
  };
}
