/** Which AWS a learner's shell has to ask. */
export interface LessonWhere {
  readonly region: string;
  /** Of the local AWS; absent on AWS. */
  readonly endpoint?: string;
}
