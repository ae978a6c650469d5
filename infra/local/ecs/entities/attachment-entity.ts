/** States of a task's network interface that the local life cycle passes through. */
export type AttachmentStatus = 'PRECREATED' | 'ATTACHING' | 'ATTACHED' | 'DETACHING' | 'DELETED';

/** The elastic network interface of an awsvpc task. */
export interface AttachmentEntity {
  readonly id: string;
  readonly subnetId: string;
  readonly networkInterfaceId: string;
  readonly macAddress: string;
  readonly privateIpv4Address: string;
  status: AttachmentStatus;
}
