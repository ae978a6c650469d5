import type { Span } from './value-reader.ts';

const kind = /\bkind\\{0,31}["']?[ \t]{0,4}:[ \t]{0,4}\\{0,31}["']?Secret\b/;
/** What holds the values: `data:` and its deeper lines, `"data":{…}`. */
const yaml = /(?:^|\n|\\n)([ \t]{0,20})(?:data|stringData):[ \t]{0,20}(?=\r?\n|\\n)/g;
const json = /\\{0,31}["'](?:data|stringData)\\{0,31}["'][ \t]{0,4}:\s{0,4}\{([^{}]{0,100000})\}/g;
const line =
  /(?:\r?\n|\\n)([ \t]{1,40})[\w.-]{1,253}:[ \t]{1,4}(?:[|>]-?(?:\r?\n|\\n)[ \t]{1,40})?["']?([^\s"'\\]{1,100000})["']?[ \t]{0,20}(?=\r?\n|\\n|["']|$)/y;
const member = /\\{0,31}["'][\w.-]{1,253}\\{0,31}["']\s{0,4}:\s{0,4}\\{0,31}["']([^"'\\]{1,100000})/g;

const padded = /^[A-Za-z0-9+/]{5,}={1,2}$/;

/** The values of a Secret of Kubernetes, whatever their names; where its kind is out of sight, what is plainly base64. */
export function kubernetesSecrets(text: string): Span[] {
  const isSecret = kind.test(text);
  const found: Span[] = [];
  for (const { index, 0: opening } of text.matchAll(yaml)) {
    line.lastIndex = index + opening.length;
    for (let match = line.exec(text); match !== null; match = line.exec(text)) {
      const [whole, , value = ''] = match;
      if (!isSecret && !padded.test(value)) continue;
      const from = match.index + whole.lastIndexOf(value);
      found.push({ from, to: from + value.length });
    }
  }
  for (const { index, 0: whole, 1: members = '' } of text.matchAll(json)) {
    const start = index + whole.length - 1 - members.length;
    for (const { index: at, 0: pair, 1: value = '' } of members.matchAll(member)) {
      if (!isSecret && !padded.test(value)) continue;
      const to = start + at + pair.length;
      found.push({ from: to - value.length, to });
    }
  }
  return found;
}
