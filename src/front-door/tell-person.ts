import { parseJsonObject } from './parse-json-object.ts';
import { post } from './post.ts';

/**
 * Says a sentence through a `response_url`, to the person alone, leaving the message with the button as it is.
 * The address comes from a body that Slack signed.
 * @param ms how long it may take
 * @returns whether Slack took it, in its own words: a page of HTML is a proxy's; never throws
 */
export async function tellPerson(responseUrl: string, text: string, ms: number): Promise<boolean> {
  if (!URL.canParse(responseUrl)) return false;
  const body = JSON.stringify({ response_type: 'ephemeral', replace_original: false, text });
  const headers = { 'content-type': 'application/json; charset=utf-8' };
  return post({ url: new URL(responseUrl), headers, body, ms }).then(
    ({ status, text }) => status === 200 && (text.trim() === 'ok' || parseJsonObject(text)?.ok === true),
    () => false,
  );
}
