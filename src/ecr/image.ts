import type { ImageDetail } from '@aws-sdk/client-ecr';

/** An image of a repository as DescribeImages tells it, narrowed once. */
export interface Image {
  /** `sha256:…` */
  readonly digest: string;
  readonly tags: readonly string[];
  readonly pushedAt: Date | undefined;
  /** Compressed size in bytes; absent for some manifest lists. */
  readonly size: number | undefined;
  /** COMPLETE, ACTIVE, IN_PROGRESS, FAILED, UNSUPPORTED_IMAGE…; absent where nothing scans. */
  readonly scanStatus: string | undefined;
  /** Findings by severity, the worst first; absent without a finished scan. ECR leaves out severities without findings. */
  readonly findings: readonly { readonly severity: string; readonly count: number }[] | undefined;
}

const severities = ['CRITICAL', 'HIGH', 'MEDIUM', 'LOW', 'INFORMATIONAL', 'UNDEFINED', 'UNTRIAGED'];

/** Narrows the SDK's all-optional image. */
export function toImage(image: ImageDetail): Image {
  const counts = image.imageScanFindingsSummary?.findingSeverityCounts;
  const rank = (severity: string) => [...severities, severity].indexOf(severity);
  return {
    digest: image.imageDigest ?? '',
    tags: image.imageTags ?? [],
    pushedAt: image.imagePushedAt,
    size: image.imageSizeInBytes,
    scanStatus: image.imageScanStatus?.status,
    findings:
      counts &&
      Object.entries(counts)
        .map(([severity, count]) => ({ severity, count: count ?? 0 }))
        .sort((a, b) => rank(a.severity) - rank(b.severity)),
  };
}
