import type { Method } from './method.ts';
import { apiTest } from './methods/api-test.ts';
import { authTest } from './methods/auth-test.ts';
import { blocksValidate } from './methods/blocks-validate.ts';
import { chatDelete } from './methods/chat-delete.ts';
import { chatGetPermalink } from './methods/chat-get-permalink.ts';
import { chatPostEphemeral } from './methods/chat-post-ephemeral.ts';
import { chatPostMessage } from './methods/chat-post-message.ts';
import { chatUpdate } from './methods/chat-update.ts';
import { conversationsHistory } from './methods/conversations-history.ts';
import { conversationsInfo } from './methods/conversations-info.ts';
import { conversationsJoin } from './methods/conversations-join.ts';
import { conversationsList } from './methods/conversations-list.ts';
import { conversationsMembers } from './methods/conversations-members.ts';
import { conversationsOpen } from './methods/conversations-open.ts';
import { conversationsReplies } from './methods/conversations-replies.ts';
import { usergroupsList } from './methods/usergroups-list.ts';
import { usergroupsUsersList } from './methods/usergroups-users-list.ts';
import { usersInfo } from './methods/users-info.ts';
import { usersList } from './methods/users-list.ts';
import { viewsOpen } from './methods/views-open.ts';
import { viewsPublish } from './methods/views-publish.ts';
import { viewsPush } from './methods/views-push.ts';
import { viewsUpdate } from './methods/views-update.ts';

/** Every Web API method that the local Slack serves; any other is `unknown_method`. */
export const methods: Readonly<Record<string, Method>> = {
  'api.test': apiTest,
  'auth.test': authTest,
  'blocks.validate': blocksValidate,
  'chat.delete': chatDelete,
  'chat.getPermalink': chatGetPermalink,
  'chat.postEphemeral': chatPostEphemeral,
  'chat.postMessage': chatPostMessage,
  'chat.update': chatUpdate,
  'conversations.history': conversationsHistory,
  'conversations.info': conversationsInfo,
  'conversations.join': conversationsJoin,
  'conversations.list': conversationsList,
  'conversations.members': conversationsMembers,
  'conversations.open': conversationsOpen,
  'conversations.replies': conversationsReplies,
  'usergroups.list': usergroupsList,
  'usergroups.users.list': usergroupsUsersList,
  'users.info': usersInfo,
  'users.list': usersList,
  'views.open': viewsOpen,
  'views.publish': viewsPublish,
  'views.push': viewsPush,
  'views.update': viewsUpdate,
};
