import { createHash, createHmac, type Hash, type Hmac } from 'node:crypto';
import { SignatureV4 } from '@smithy/signature-v4';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { signAwsRequest } from '../../../src/front-door/aws-client.ts';

class Sha256 {
  readonly #hash: Hash | Hmac;
  constructor(key?: SourceData) {
    this.#hash = key === undefined ? createHash('sha256') : createHmac('sha256', bytesOf(key));
  }
  update(data: SourceData): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
  reset(): void {}
}

type SourceData = string | ArrayBuffer | ArrayBufferView;

function bytesOf(data: SourceData): string | Uint8Array {
  if (typeof data === 'string') return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
}

const word = fc.stringMatching(/^[a-zA-Z0-9/+=]{1,60}$/);
const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,20}$/);
const times = fc.date({ min: new Date(0), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true });

test('signs as the SDK does, whatever the body, the credentials and the time', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.record({
        accessKeyId: word,
        secretAccessKey: word,
        sessionToken: fc.option(word, { nil: undefined }),
      }),
      fc.record({
        host: fc.tuple(fc.domain(), fc.option(fc.integer({ min: 1, max: 65535 }), { nil: undefined })),
        service: name,
        region: name,
        target: fc.stringMatching(/^[A-Za-z0-9_]{1,30}\.[A-Za-z]{1,30}$/),
        version: fc.constantFrom('1.0', '1.1'),
        body: fc.string({ unit: 'binary', maxLength: 2000 }),
      }),
      times,
      async (credentials, { host: [domain, port], version, ...rest }, time) => {
        const host = port ? `${domain}:${port}` : domain;
        const contentType = `application/x-amz-json-${version}`;
        const ours = signAwsRequest({ ...rest, host, contentType }, credentials, time.getTime());
        const { sessionToken, ...keys } = credentials;
        const theirs = await new SignatureV4({
          credentials: { ...keys, ...(sessionToken && { sessionToken }) },
          region: rest.region,
          service: rest.service,
          sha256: Sha256,
          applyChecksum: false,
        }).sign(
          {
            method: 'POST',
            protocol: 'https:',
            hostname: domain,
            path: '/',
            headers: { host, 'content-type': contentType, 'x-amz-target': rest.target },
            body: rest.body,
          },
          { signingDate: time },
        );
        expect(ours).toEqual(theirs.headers);
      },
    ),
    { numRuns: 300 },
  );
});
