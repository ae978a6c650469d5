import type { LessonAsk } from '../../lesson/lesson-ask.ts';

/** Who asks for a lesson, and where. */
export interface Learner {
  readonly userId: string;
  readonly channelId: string;
  /** The learner's language. */
  readonly language: string;
  /** Of the request: the same one coming again posts at most twice. */
  readonly jobId: string;
}

/** The lessons of a bot that was deployed for the hands-on. A learner's requests and looks come one after the other. */
export interface Lessons {
  /** Shows the lesson as it stands now: a message at the bottom, or the one that is there. Throws CannotPost. */
  show(ask: LessonAsk, learner: Learner): Promise<void>;
  /** Looks at AWS after the learner did something. Never rejects: the next look sees the same. */
  touch(userId: string): Promise<void>;
  /** Looks at AWS because something happened after `at`, epoch milliseconds. Never rejects. */
  look(userId: string, at: number): Promise<void>;
}
