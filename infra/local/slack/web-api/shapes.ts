import type { Message } from '../state/messages.ts';
import type { View } from '../state/views.ts';
import { type Channel, localIds, type Person, type UserGroup } from '../workspace/workspace.ts';
import type { SlackWorld } from '../world.ts';

/** A conversation as `conversations.*` shows it to the bot. */
export function channelJson(world: SlackWorld, channel: Channel): Record<string, unknown> {
  const shared = { id: channel.id, created: channel.created, is_archived: channel.isArchived };
  if (channel.im)
    return { ...shared, is_im: true, is_org_shared: false, user: channel.im.person, is_open: true };
  return {
    ...shared,
    name: channel.name,
    name_normalized: channel.name,
    creator: localIds.operator,
    is_channel: true,
    is_group: false,
    is_im: false,
    is_mpim: false,
    is_private: false,
    is_general: channel.isGeneral,
    is_shared: false,
    is_member: channel.members.has(localIds.bot),
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
    context_team_id: world.workspace.team.id,
  };
}

/** A message as the Web API and payloads show it. */
export function messageJson(world: SlackWorld, message: Message): Record<string, unknown> {
  const author = world.workspace.people.get(message.user);
  return {
    type: 'message',
    ...(message.subtype === 'channel_join' && { subtype: 'channel_join' }),
    ...(message.broadcast && { subtype: 'thread_broadcast' }),
    user: message.user,
    text: message.text,
    ts: message.ts,
    team: world.workspace.team.id,
    ...(message.isBot && {
      bot_id: author?.botId,
      app_id: world.app.id,
      bot_profile: {
        id: author?.botId,
        app_id: world.app.id,
        user_id: message.user,
        name: author?.realName,
        deleted: false,
        team_id: world.workspace.team.id,
      },
    }),
    ...(message.blocks && { blocks: message.blocks }),
    ...(message.attachments && { attachments: message.attachments }),
    ...(message.metadata && { metadata: message.metadata }),
    ...(message.edited && { edited: message.edited }),
    ...threadFields(world, message),
  };
}

function threadFields(world: SlackWorld, message: Message): Record<string, unknown> {
  if (message.threadTs !== undefined) {
    const root = message.broadcast ? world.messages.find(message.channel, message.threadTs) : undefined;
    return { thread_ts: message.threadTs, ...(root && { root: messageJson(world, root) }) };
  }
  const replies = world.messages
    .visible()
    .filter(({ channel, threadTs }) => channel === message.channel && threadTs === message.ts);
  const last = replies.at(-1);
  if (!last) return {};
  const users = [...new Set(replies.map(({ user }) => user))];
  return {
    thread_ts: message.ts,
    reply_count: replies.length,
    latest_reply: last.ts,
    reply_users: users,
    reply_users_count: users.length,
  };
}

/** A user group as `usergroups.list` and the event `subteam_updated` show it; without its members. */
export function userGroupJson(world: SlackWorld, group: UserGroup): Record<string, unknown> {
  const { id, handle, name, members, created, updated } = group;
  return {
    id,
    team_id: world.workspace.team.id,
    is_usergroup: true,
    is_subteam: true,
    name,
    handle,
    description: '',
    is_external: false,
    date_create: created,
    date_update: updated,
    date_delete: 0,
    auto_type: null,
    auto_provision: false,
    enterprise_subteam_id: '',
    prefs: { channels: [], groups: [] },
    user_count: members.length,
    channel_count: 0,
  };
}

/**
 * A user as `users.info` shows it; `locale` only if requested. Slackbot has `is_bot: false`, a deactivated user has no time zone, and `is_stranger`
 * is true only for outside users who share no channel with the bot: the others are recognized by their team.
 */
export function userJson(world: SlackWorld, person: Person, withLocale: boolean): Record<string, unknown> {
  const { team } = world.workspace;
  const teamId = person.teamId ?? team.id;
  const flags = { is_admin: false, is_owner: false, is_primary_owner: false };
  return {
    id: person.id,
    team_id: teamId,
    name: person.name,
    deleted: person.isDeleted,
    real_name: person.realName,
    updated: person.updated,
    is_app_user: false,
    is_bot: person.role === 'bot',
    ...(person.teamId !== undefined && { is_stranger: !sharesChannel(world, person) }),
    ...(!person.isDeleted && {
      color: '9f69e7',
      ...zoneJson(person.timeZone),
      ...flags,
      is_restricted: person.isRestricted,
      is_ultra_restricted: person.isUltraRestricted,
      is_email_confirmed: true,
      who_can_share_contact_card: 'EVERYONE',
    }),
    ...(withLocale && { locale: person.locale }),
    profile: {
      real_name: person.realName,
      display_name: person.name,
      team: teamId,
      real_name_normalized: person.realName,
      display_name_normalized: person.name,
      ...(person.botId !== undefined && { bot_id: person.botId, api_app_id: world.app.id }),
    },
  };
}

function sharesChannel({ workspace }: SlackWorld, { id }: Person): boolean {
  return [...workspace.channels.values()].some(({ members }) => members.has(id) && members.has(localIds.bot));
}

/** A time zone as `users.info` shows it: `tz` is the IANA name, `tz_offset` the winter offset in seconds. */
function zoneJson(tz: string) {
  const part = (timeZoneName: 'long' | 'longOffset') =>
    new Intl.DateTimeFormat('en-US', { timeZone: tz, timeZoneName })
      .formatToParts(new Date('2026-01-01T00:00:00Z'))
      .find(({ type }) => type === 'timeZoneName')?.value ?? '';
  const [, sign = '+', hours = 0, minutes = 0] = /GMT([+-])(\d+):(\d+)/.exec(part('longOffset')) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  return { tz, tz_label: part('long'), tz_offset: sign === '-' ? -seconds : seconds };
}

/** A view as `views.*` returns it and payloads contain it. */
export function viewJson(
  world: SlackWorld,
  view: View,
  values: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> {
  return {
    id: view.id,
    team_id: world.workspace.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values },
    hash: view.hash,
    title: view.title ?? null,
    submit: view.submit ?? null,
    close: view.close ?? null,
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    root_view_id: view.rootId,
    previous_view_id: view.previousId ?? null,
    external_id: view.externalId,
    app_id: world.app.id,
    bot_id: localIds.botId,
    app_installed_team_id: world.workspace.team.id,
  };
}
