/**
 * One AWS service of the query protocol behind the local endpoint: a form in, XML out. A request names it by its signature's scope
 * and its action by the member `Action`. An action gets the members as the form nests them, all values text, lists as arrays; it
 * throws ServiceError to refuse.
 */
export interface QueryService {
  /** The name that requests are signed for. */
  readonly name: 'cloudformation' | 'iam';
  readonly protocol: 'query';
  readonly namespace: string;
  readonly actions: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;
}
