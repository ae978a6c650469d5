/** What one learner's resources are called. */
export interface LessonNames {
  readonly cluster: string;
  readonly service: string;
  readonly family: string;
  readonly repository: string;
}

/** The first learner's resources are called as the hands-on calls them; whoever learns beside them has a number behind. */
export function lessonNames(place: number): LessonNames {
  const behind = place === 1 ? '' : `-${place}`;
  const name = `hello-world${behind}`;
  return { cluster: `hands-on${behind}`, service: name, family: name, repository: name };
}
