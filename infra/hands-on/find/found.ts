/** One thing of the hands-on that is there. */
export interface Found {
  /** As a person names it: `hands-on/hello-world`, an ARN where there is no name. */
  readonly name: string;
  /** Carries our tag, or can only be ours; else it has no more than a name like ours. */
  readonly isOurs: boolean;
  /** US dollars that it goes on costing in a month; 0 when it costs nothing by being there. */
  readonly monthly: number;
}
