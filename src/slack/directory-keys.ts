/** Under which keys the directory's readings lie in the bot's table. */
export const directoryKeys = {
  person: (userId: string) => `person#${userId}`,
  group: (groupId: string) => `group#${groupId}`,
};
