import type { AuditReply } from './audit.ts';
import type { ClustersReply } from './clusters.ts';
import type { DoctorReply } from './doctor.ts';
import type { EventsReply } from './events.ts';
import type { HelpReply } from './help.ts';
import type { ImagesReply } from './images.ts';
import type { LogsReply } from './logs.ts';
import type { PushCommandsReply } from './push-commands.ts';
import type { ServiceReply } from './service.ts';
import type { ServicesReply } from './services.ts';
import type { TaskDefinitionReply } from './task-definition.ts';
import type { TaskReply, TasksReply } from './tasks.ts';
import type { WatchesReply } from './watches.ts';
import type { WhoamiReply } from './whoami.ts';
import type { WhyReply } from './why.ts';

/** What a reading command answers: values, not blocks. `src/views/reply-view.ts` has a view for each kind. */
export type Reply =
  | HelpReply
  | ClustersReply
  | ServicesReply
  | ServiceReply
  | TasksReply
  | TaskReply
  | WhyReply
  | LogsReply
  | EventsReply
  | ImagesReply
  | PushCommandsReply
  | TaskDefinitionReply
  | DoctorReply
  | WatchesReply
  | WhoamiReply
  | AuditReply;
