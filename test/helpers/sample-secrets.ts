/** A text that holds a secret, and the part of it that nobody may read. */
export interface SampleSecret {
  readonly what: string;
  readonly text: string;
  readonly secret: string;
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
let made = 0;

/** Letters and digits that nothing else has; the same in each run. */
function unique(length: number): string {
  made += 1;
  return Array.from({ length }, (_, index) => letters[(index * 7 + made * 11 + index * made) % 32]).join('');
}

function sample(what: string, secret: string, text: (secret: string) => string): SampleSecret {
  return { what, secret, text: text(secret) };
}

// Put together here, so that no file holds what scanners take for a leak.
const join = (...parts: string[]) => parts.join('');

/** One secret of each known shape, as it stands in environments, logs and error messages. */
export const sampleSecrets: readonly SampleSecret[] = [
  sample('an access key', unique(16), (s) => join('AK', 'IA', s)),
  sample('a session’s access key', unique(16), (s) => join('AS', 'IA', s)),
  sample('a secret key', `${unique(20)}/${unique(19)}`, (s) => `AWS_SECRET_ACCESS_KEY=${s}`),
  sample('a secret key as JSON', unique(40), (s) => `{"SecretAccessKey":"${s}"}`),
  sample('a session token', `${unique(60)}==`, (s) => `aws_session_token = ${s}`),
  sample('a signed address', unique(64), (s) => `https://s3.example/x?X-Amz-Expires=60&X-Amz-Signature=${s}`),
  sample('a Slack bot token', unique(24), (s) => join('xo', 'xb-1234-5678-', s)),
  sample('a Slack app token', unique(32), (s) => join('xa', 'pp-1-A0-1-', s)),
  sample('a Slack signing secret', unique(32), (s) => `SLACK_SIGNING_SECRET=${s}`),
  sample('a Slack webhook', unique(24), (s) => join('https://hooks.slack.com/', 'services/T0/B0/', s)),
  sample('a GitHub token', unique(36), (s) => join('gh', 'p_', s)),
  sample('a GitHub token of the newer form', unique(40), (s) => join('github_', 'pat_', s)),
  sample('a JWT', unique(43), (s) => join('ey', `JhbGciOiJIUzI1NiJ9.${s}.${s}`)),
  sample('a private key', unique(64), (s) =>
    join('-----BEGIN RSA PRIV', `ATE KEY-----\n${s}\n-----END RSA PRIV`, 'ATE KEY-----'),
  ),
  sample('a database’s address', unique(16), (s) => `postgres://shop:${s}@db.internal:5432/shop`),
  sample('a JDBC address', unique(16), (s) => `jdbc:postgresql://db/shop?user=shop&password=${s}`),
  sample('a bearer header', unique(32), (s) => `Authorization: Bearer ${s}`),
  sample('a bearer token alone', unique(32), (s) => `sent bearer ${s} upstream`),
  sample('a basic header', unique(24), (s) => `authorization: Basic ${s}=`),
  sample('a password', unique(12), (s) => `PASSWORD=${s}`),
  sample('a short name', unique(12), (s) => `DB_PASS=${s}`),
  sample('an API key', unique(20), (s) => `x-api-key: ${s}`),
  sample('an encryption key', unique(32), (s) => `ENCRYPTION_KEY=${s}`),
  sample('an environment as ECS writes it', unique(12), (s) => `{"name":"DB_PASSWORD","value":"${s}"}`),
  sample('the same, spread', unique(12), (s) => `{ "name" : "API_TOKEN", "value" : "${s}" }`),
  sample('the same, turned', unique(12), (s) => `{"value":"${s}","name":"API_TOKEN"}`),
];
