/** The least that a Lambda function can be: what every other variant is measured against. */
export const handler = async () => ({ statusCode: 200, body: '' });
