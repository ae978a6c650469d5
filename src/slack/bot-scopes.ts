/**
 * What the bot's token may do, and nothing beside it: the app's manifest asks for these, `/ecs doctor` compares them with what
 * the token has. `im:write` opens the direct message for an answer that can not be shown where it was asked; `users:read` and
 * `usergroups:read` tell who asks, and in which groups of the access file that person is, and of changes in either. `app_mentions:read` and
 * `im:history` are for the events of who mentions the bot or writes to it: they are told how to ask.
 */
export const botScopes = [
  ...(['commands', 'chat:write', 'im:write', 'users:read', 'usergroups:read'] as const),
  ...(['app_mentions:read', 'im:history'] as const),
] as const;
