/** What the front door itself says to a person; everything else is said by the worker. Short, as both languages are said. */
export const frontDoorEn = {
  otherWorkspace: 'This bot serves another Slack workspace, so nothing was done.',
  orgInstall:
    'This bot serves one workspace, but its app was installed for the whole organization, so nothing was done. Install the app in the workspace itself.',
  notQueued: {
    command: 'I could not take this command, so nothing was done. Type it again in a moment.',
    press: 'I could not take this press, so nothing was done. Press again in a moment.',
  },
  maybeQueued: {
    command:
      'It is unknown whether this command was accepted. If no answer follows within a minute, look at the present state before you type it again.',
    press:
      'It is unknown whether this press was accepted. If no answer follows within a minute, look at the present state before you press again.',
  },
} as const;
