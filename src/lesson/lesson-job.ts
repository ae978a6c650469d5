/** What the events function puts into the commands queue when something may have changed: look at this learner's lesson. */
export interface LessonJob {
  readonly kind: 'lesson';
  readonly userId: string;
  /** When it was queued, epoch milliseconds: a look that began later has seen it all. */
  readonly at: number;
}
