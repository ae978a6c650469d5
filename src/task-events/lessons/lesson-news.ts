/** What of a batch of events may change somebody's lesson. */
export interface LessonNews {
  /** Clusters and repositories of the hands-on in which something happened. */
  readonly names: ReadonlySet<string>;
  /** A minute has passed. */
  readonly sweep: boolean;
}

const ofHandsOn = /^(?:hands-on|hello-world)/;

/** Reads it from the bodies of the events queue's messages; what is no event says nothing. */
export function lessonNews(bodies: readonly string[]): LessonNews {
  const events = bodies.map(read);
  const names = events.flatMap(({ source, detail }) =>
    source === 'aws.ecr' ? [detail?.['repository-name']] : [nameIn(detail?.clusterArn)],
  );
  return {
    names: new Set(names.filter((name) => typeof name === 'string').filter((name) => ofHandsOn.test(name))),
    sweep: events.some(({ 'detail-type': type }) => type === 'Sweep'),
  };
}

interface Event {
  readonly source?: unknown;
  readonly 'detail-type'?: unknown;
  readonly detail?: Readonly<Record<string, unknown>> | null;
}

function read(body: string): Event {
  try {
    return (JSON.parse(body) as Event | null) ?? {};
  } catch {
    return {};
  }
}

function nameIn(arn: unknown): string | undefined {
  return typeof arn === 'string' ? arn.split('/').at(-1) : undefined;
}
