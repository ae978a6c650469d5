import type { WordsOf } from '../../catalogue.ts';

const log = 'The last lines of its log.';

/** Tasks whose container ended by itself, or was killed. */
export const ends: WordsOf<
  | 'outOfMemory'
  | 'killed'
  | 'finished'
  | 'failed'
  | 'commandNotFound'
  | 'commandNotExecutable'
  | 'aborted'
  | 'segfault'
  | 'terminated'
  | 'exited'
> = {
  outOfMemory: {
    what: () => 'it ran out of memory and was killed',
    causes: [
      'It needs more memory than its task definition gives it.',
      'It leaks memory: then it dies again after about the same time.',
      'Its runtime does not know the limit (a Java heap or Node’s old space set too high).',
    ],
    next: [
      'Its memory in CloudWatch before the end: a slope is a leak, a step is load.',
      'Raise the memory of the container or the task in a new revision.',
    ],
  },
  killed: {
    what: () => 'it was killed (exit code 137)',
    causes: [
      'It ran out of memory: not every out-of-memory kill is reported as one.',
      'It was asked to stop and did not end within its stop timeout.',
      'Something inside the container sent SIGKILL.',
    ],
    next: [
      'Its memory in CloudWatch before the end.',
      log,
      '`stopTimeout` of the container, 30 s if not set.',
    ],
  },
  finished: {
    what: () => 'its main process ended with exit code 0',
    causes: [
      'The command does its work and ends; a service needs one that keeps running.',
      'The server went into the background, so the container’s main process had nothing left to do.',
    ],
    next: [log, 'Run it in the foreground, or as a standalone task instead of a service.'],
  },
  failed: {
    what: (detail) => `it ended with exit code ${detail}`,
    causes: [
      'The application failed and said why in its log.',
      'A variable, a secret or a service that it needs to start is missing.',
    ],
    next: [log, 'What changed: the revision, the image, its environment.'],
  },
  commandNotFound: {
    what: () => 'its command is not in the image',
    causes: [
      'The command is one word with spaces in it instead of a list of words.',
      'This image has a different entry point, or the file was not copied into it.',
      'A volume hides the folder that contains it, or a script has Windows line endings.',
    ],
    next: ['Compare `entryPoint` and `command` of the task definition with the image’s.'],
  },
  commandNotExecutable: {
    what: () => 'its command could not be executed',
    causes: ['The file is not executable (`chmod +x`), or is a folder.', 'The user may not execute it.'],
    next: ['The file’s mode in the image, and the container’s `user`.'],
  },
  aborted: {
    what: () => 'it aborted itself (exit code 134)',
    causes: ['A failed assertion or a corrupted heap; Node ends like this when its heap is full.'],
    next: [log],
  },
  segfault: {
    what: () => 'it crashed with a segmentation fault (exit code 139)',
    causes: ['A bug in native code.', 'An image built for another processor or C library.'],
    next: [log, 'Run the same image on your own machine.'],
  },
  terminated: {
    what: () => 'it ended on SIGTERM (exit code 143)',
    causes: ['Something inside the task asked it to end.', 'Another container of the task ended first.'],
    next: ['The other containers’ exit codes.', log],
  },
  exited: {
    what: () => 'an essential container ended, and no exit code was given',
    causes: ['The application ended or failed.'],
    next: [log],
  },
};
