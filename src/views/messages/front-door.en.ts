/** What the front door itself says to a person; everything else is said by the worker. */
export const frontDoorEn = {
  otherWorkspace: 'This bot serves another Slack workspace, so nothing was done.',
  notQueued: {
    command: 'I could not take this command, so nothing was done. Please type it again in a moment.',
    press: 'I could not take this press, so nothing was done. Please press again in a moment.',
  },
  maybeQueued: {
    command:
      'I did not hear back in time, so it is unknown whether this command was accepted. If no answer follows within a minute, look at the present state before you type it again.',
    press:
      'I did not hear back in time, so it is unknown whether this press was accepted. If no answer follows within a minute, look at the present state before you press again.',
  },
} as const;
