/** States of a task's network interface that the local life cycle passes through. */
export type AttachmentStatus = 'PRECREATED' | 'ATTACHING' | 'ATTACHED' | 'DETACHING' | 'DELETED';

/** The elastic network interface of an awsvpc task. */
export interface AttachmentEntity {
  readonly id: string;
  readonly subnetId: string;
  readonly networkInterfaceId: string;
  readonly macAddress: string;
  readonly privateIpv4Address: string;
  /** `ip-10-0-1-2.eu-west-1.compute.internal`; in us-east-1 `ip-10-0-1-2.ec2.internal`. */
  readonly privateDnsName: string;
  status: AttachmentStatus;
}
