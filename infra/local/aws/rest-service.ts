/**
 * One AWS service of the REST-JSON protocol behind the local endpoint. A request names it by its signature's scope
 * (`Credential=…/scheduler/aws4_request`) and its action by method and path. An action gets the members of the body, of the
 * path and of the query in one object; those of the query are strings. It throws ServiceError to refuse.
 */
export interface RestService {
  /** The name that requests are signed for. */
  readonly name: 'scheduler' | 'lambda';
  readonly routes: readonly RestRoute[];
  readonly actions: Readonly<Record<string, (input: Record<string, unknown>) => unknown>>;
}

/** Where an action lies: `POST /schedules/{Name}`. */
export interface RestRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** `{Name}` stands for one segment, of which the action gets the member `Name`. */
  readonly path: string;
  readonly action: string;
  /** Members in the query, by their names there: `{ groupName: 'GroupName' }`. */
  readonly query?: Readonly<Record<string, string>>;
}
