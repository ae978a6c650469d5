/** The tables and indexes that a DynamoDB request is about: `shop`, `shop/index/by-day`. */
export function namedTables(body: string): string[] {
  try {
    const { TableName, IndexName, RequestItems } = JSON.parse(body) as Record<string, unknown>;
    const index = IndexName === undefined ? '' : `/index/${IndexName}`;
    if (typeof TableName === 'string') return [`${TableName}${index}`];
    return typeof RequestItems === 'object' && RequestItems !== null ? Object.keys(RequestItems) : [];
  } catch {
    // The service itself says what is wrong with it.
    return [];
  }
}
