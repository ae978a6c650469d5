import type { Span } from './value-reader.ts';

const uuid = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';

/**
 * Formats documented by their issuers, so they are recognised anywhere. A prefix is followed only by characters of its class, so that each character
 * is read once.
 */
const tokens = [
  // AWS access keys: long-term, temporary, Bedrock.
  '(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{12,}',
  'ABSK[\\w+/=-]{40,}',
  // GitHub, GitLab, Bitbucket, Atlassian, npm, PyPI, RubyGems, Docker, crates.io.
  'gh[pousr]_\\w{16,}',
  'github_pat_\\w{16,}',
  'gl(?:pat|rt|rtr|dt|cbt|ptt|ft|imt|agent|soat|ffct|oas)-[\\w.-]{16,}',
  'GR1348941[\\w-]{16,}',
  'AT(?:ATT|CTT|BB)[\\w=-]{20,}',
  'npm_\\w{20,}',
  'pypi-[\\w-]{20,}',
  'rubygems_[0-9a-f]{32,}',
  'dckr_(?:pat|oat)_[\\w-]{16,}',
  'cio[A-Za-z0-9]{32}(?![\\w-])',
  'AKCp[A-Za-z0-9]{50,}',
  'cmVmd[A-Za-z0-9]{50,}',
  'oy2[a-z0-9]{43}(?![\\w-])',
  'CLOJARS_[a-z0-9]{40,}',
  'rdme_[a-z0-9]{40,}',
  // Slack.
  'xox[a-z](?:\\.xox[a-z])?-[\\w.-]{6,}',
  'xapp-[\\w-]{10,}',
  // Stripe and other payments.
  '[sr]k_(?:live|test|prod)_\\w{8,}',
  'whsec_[\\w+/=-]{16,}',
  'sq0[a-z]{3}-[\\w-]{20,}',
  'EAA(?=[A-Za-z0-9]{0,200}?\\d)[\\w-]{28,}',
  'access_token\\$[a-z]+\\$[\\w$]{20,}',
  'FLWSECK[\\w-]{12,}',
  '(?:live|test)_[0-9a-f]{32,}',
  '(?:live|test)_(?=[A-Za-z]{0,29}\\d)[A-Za-z0-9]{30}(?!\\w)',
  'duffel_(?:live|test)_[\\w=-]{30,}',
  'EZ[AT]K[A-Za-z0-9]{40,}',
  'shippo_(?:live|test)_[0-9a-f]{32,}',
  'rzp_(?:live|test)_\\w{14,}',
  'plaid-\\w{16,}',
  // File storage.
  'sl\\.(?:u\\.)?(?=[\\w-]{0,200}?\\d)[\\w-]{30,}',
  'fio-u-[\\w=-]{40,}',
  // AI models.
  'sk-(?=[\\w-]{0,200}?[0-9A-Z])[\\w-]{16,}',
  'hf_[A-Za-z0-9]{16,}',
  'api_org_[A-Za-z0-9]{20,}',
  'gsk_[A-Za-z0-9]{20,}',
  'xai-[A-Za-z0-9]{20,}',
  'pplx-[A-Za-z0-9]{20,}',
  'r8_[A-Za-z0-9]{20,}',
  'nvapi-[\\w-]{20,}',
  'tvly-[\\w-]{16,}',
  'pcsk_[\\w-]{20,}',
  'lsv2_[a-z]{2}_\\w{20,}',
  'AQ\\.Ab[\\w-]{20,}',
  'sk_[0-9a-f]{40,}',
  'tgp_v1_[\\w-]{30,}',
  'jina_[A-Za-z0-9]{40,}',
  'fc-[0-9a-f]{32}(?![\\w-])',
  'e2b_[0-9a-f]{32,}',
  // Google.
  'AIza[\\w-]{20,}',
  'ya29\\.[\\w.-]{16,}',
  'GOCSPX-[\\w-]{16,}',
  '1//0[\\w-]{16,}',
  // Email and messaging.
  'SG\\.[\\w-]{16,}\\.?[\\w-]*',
  'key-[0-9a-f]{32}',
  '[0-9a-f]{32}-us\\d{1,2}',
  'xkeysib-[\\w-]{20,}',
  're_[A-Za-z0-9]{6,10}_[A-Za-z0-9]{16,}',
  '[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}(?![\\w-])',
  'dG9rO[A-Za-z0-9+/]{40,}={0,2}',
  'SK[0-9a-f]{32}',
  '[MNO][A-Za-z0-9_-]{22,27}\\.[\\w-]{6}\\.[\\w-]{25,}',
  '(?:bot)?\\d{8,10}:AA[\\w-]{30,}',
  // Clouds, and services that run on them.
  'do[opr]_v1_[0-9a-f]{32,}',
  'HRKU-[\\w-]{20,}',
  'hv[sbr]\\.[\\w-]{16,}',
  's\\.[A-Za-z0-9]{24}(?![\\w.-])',
  '[A-Za-z0-9]{14}\\.atlasv1\\.[\\w-]{40,}',
  'dapi[0-9a-f]{32}',
  'pscale_(?:tkn|pw|oauth)_[\\w.-]{16,}',
  'sb[pn]_[0-9a-f]{32,}',
  'sb_secret_[\\w-]{16,}',
  'pul-[0-9a-f]{32,}',
  'fo1_[\\w-]{30,}',
  'FlyV1 [\\w,+/=.-]{20,}',
  'fm[12][ar]?_[\\w+/=-]{30,}',
  'nfp_\\w{20,}',
  'rnd_[A-Za-z0-9]{20,}',
  'tskey-[\\w-]{16,}',
  'LTAI[A-Za-z0-9]{16,}',
  'AKID[A-Za-z0-9]{28,}',
  'AGE-SECRET-KEY-1[A-Z0-9]{20,}',
  'ops_eyJ[\\w-]{40,}',
  'A3-[A-Z0-9]{6}-[A-Z0-9-]{20,}',
  'dp\\.(?:pt|st|ct|sa|scim|audit)\\.[\\w.-]{20,}',
  'dt0[a-z]\\d{2}\\.[A-Z0-9]{8,}\\.[A-Z0-9]{20,}',
  'CFPAT-[\\w-]{20,}',
  '[\\w~.]{3}\\dQ~[\\w~.-]{30,}',
  'sha256~[\\w-]{43}(?![\\w-])',
  'v[1-4]\\.(?:local|public)\\.[\\w-]{40,}[\\w.-]*',
  'v1\\.0-[0-9a-f]{24}-[0-9a-f]{100,}',
  'dnkey-[A-Z0-9=_-]{20,}',
  'AQVN[\\w-]{35,}',
  'AVNS_[\\w-]{16,}',
  'napi_[a-z0-9]{40,}',
  'vercel_blob_rw_\\w{20,}',
  'tk-us-[\\w-]{40,}',
  'p8e-[a-z0-9]{32}(?![\\w-])',
  // Monitoring and builds.
  'NR(?:AK|JS|II|RA)-[\\w-]{16,}',
  'gl(?:sa|c)_[\\w+/=-]{20,}',
  'sntry[su]_[\\w+/=-]{20,}',
  'sgp_\\w{20,}',
  'sq[pua]_[0-9a-f]{32,}',
  'CCIPAT_\\w{16,}',
  'bk[a-z]{2}_[\\w-]{20,}',
  'phx_\\w{20,}',
  'snyk_\\w{20,}',
  'PMAK-[0-9a-f-]{24,}',
  'pd[a-z]+\\+\\w{20,}',
  '[A-Za-z0-9]{36}NRAL(?![\\w-])',
  'eyJrIjoi[A-Za-z0-9+/]{40,}={0,2}',
  'hc[a-z]{3}_[a-z0-9]{50,}',
  `xa[ap]t-${uuid}`,
  '[ps]at\\.[\\w-]{22}\\.[\\w-]{24}\\.[\\w-]{20}(?![\\w-])',
  'ico-[A-Za-z0-9]{32}(?![\\w-])',
  'API-[A-Z0-9]{26}(?![\\w-])',
  'pn[bu]_[A-Za-z0-9]{36}(?!\\w)',
  `(?:sdk|mob)-${uuid}`,
  // Work tracking.
  'lin_(?:api|oauth)_\\w{20,}',
  'ntn_\\w{20,}',
  'secret_[A-Za-z0-9]{40,}',
  'fig[dou]_[\\w-]{20,}',
  'tfp_[\\w-]{30,}',
  'pat[A-Za-z0-9]{14}\\.[0-9a-f]{40,}',
  'shp(?:at|ca|pa|ss|ua)_[0-9a-fA-F]{16,}',
  `pat-[a-z]{2}\\d-${uuid}`,
  '[12]/\\d{10,20}(?:/\\d{10,20})?:[0-9a-f]{32}(?!\\w)',
  'pk_\\d{5,10}_[A-Z0-9]{32}(?!\\w)',
  '[A-Za-z0-9]{6}_[A-Za-z0-9]{29}_mmk',
  'dop_v1_\\w{20,}',
  // Password hashes, as crypt writes them.
  '\\$(?:2[abxy]|apr1|[156y]|argon2(?:id|[id])|scrypt|pbkdf2[\\w-]{0,20})\\$[\\w./$=,+-]{20,}',
];
const word = String.raw`"[^"\n]{1,200}"|'[^'\n]{1,200}'|[^\s"'<>|;&-][^\s"';|]{0,200}`;
/** Commands, and the flag after which each takes a password; where the flag may also mean a port, a number is not a password. */
const clients: readonly (readonly [names: string, flag: string])[] = [
  // After `-p` and a space comes the database.
  ['mysql|mysqldump|mysqladmin|mysqlimport|mysqlsh|mariadb|mariadb-dump|7z[arz]?|rar|unrar', '-p'],
  ['sshpass', '-p[ \\t]{0,4}'],
  ['mongo|mongosh|mongodump|mongorestore|cqlsh|clickhouse-client|influx|psexec', '-p[ \\t]{0,4}'],
  [
    '(?:docker|podman|helm|az|oc|twine|skopeo|nerdctl|buildah|crane)\\b[^\\n|;]{0,60}?\\b(?:login|upload|registry)',
    '-p[ \\t]{0,4}',
  ],
  ['psql|pg_dump|pg_restore', '-p[ \\t]{1,4}(?!\\d{2,5}\\b)'],
  ['zip|unzip|sqlcmd|bcp|mosquitto_(?:pub|sub)|ipmitool', '-P[ \\t]{0,4}'],
  ['ldap(?:search|modify|add|delete|passwd|whoami)', '-w[ \\t]{0,4}'],
  ['redis-cli|http|https', '-a[ \\t]{1,4}'],
  ['openssl[ \\t]{1,4}enc', '-k[ \\t]{1,4}'],
  ['smbclient|rpcclient|smbget|winexe', '-U[ \\t]{0,4}[^\\s%"\']{1,60}%'],
  ['lftp', '-u[ \\t]{1,4}[^\\s,"\']{1,60},'],
  ['rabbitmqctl', '(?:add_user|change_password)[ \\t]{1,4}\\S{1,60}[ \\t]{1,4}'],
];
/** Not in the middle of a word; an escape in JSON or in an address is not part of one. */
const startOfWord = '(?:(?<![A-Za-z0-9])|(?<=\\\\[nrt])|(?<=%[0-9A-Fa-f]{2}))';

/** The next line of a token that was split across lines. */
const brokenLine = String.raw`(?:\r?\n|\\n)[ \t]{0,20}(?=[\w.-]{0,80}?[A-Z])(?=[\w.-]{0,80}?[a-z])(?=[\w.-]{0,80}?\d)[\w.-]{8,}(?![^\s\\"'])`;

/** Every pattern; what is masked is the group `secret`, or the whole match. */
export const formats: readonly RegExp[] = [
  new RegExp(`${startOfWord}(?:${tokens.join('|')})`, 'g'),
  // JWT and JWE, also split across lines.
  new RegExp(
    String.raw`(?:(?<![\w-])|(?<=\\[nrt])|(?<=%[0-9A-Fa-f]{2}))eyJ[\w-]{6,}(?:\.[\w.-]{4,}|\.?(?=${brokenLine}))(?:${brokenLine})*`,
    'g',
  ),
  // A secret key next to its access key.
  /(?<![A-Z0-9])(?:AKIA|ASIA)[A-Z0-9]{12,60}["']?[\s,:;|]{1,4}["']?(?<secret>[A-Za-z0-9+/]{38,})/dg,
  // A token next to its account.
  /(?<![A-Za-z0-9])AC[0-9a-f]{32}:(?<secret>[0-9a-f]{32})(?!\w)/dg,
  // Webhooks.
  /\bhooks\.slack(?:-gov)?\.com\/(?<secret>(?:services|workflows|triggers)\/[\w/]+)/dgi,
  /\bdiscord(?:app)?\.com\/api\/(?:v\d+\/)?webhooks\/\d{1,30}\/(?<secret>[\w-]+)/dgi,
  /\bhooks\.zapier\.com\/hooks\/catch\/(?<secret>[\w/]+)/dgi,
  /\b[\w.-]{1,80}\.webhook\.office\.com\/(?<secret>webhookb2\/[\w@/-]+)/dgi,
  // In a sentence or alone: Bearer <token>, Basic <base64>.
  /\b(?:[Bb]earer|BEARER)\s{1,4}(?![a-z_]{1,40}=\w)(?<secret>(?=[\w.~+/=-]{0,100}?(?:\d|[a-z][A-Z]))[\w.~+/=-]{8,})/dg,
  /\b(?:[Bb]asic|BASIC)\s{1,4}(?<secret>(?=[\w+/-]{1,200}?[A-Z0-9=])[A-Za-z0-9+/_-]{8,}={0,2})(?![\w.:])/dg,
  // Data sources without a scheme, and Oracle's.
  /[\w.-]{1,60}:(?<secret>[^\s"'`]{1,200})@(?:tcp|unix)\(/dg,
  /:thin:[\w.-]{1,60}\/(?<secret>[^\s"'`]{1,200}?)@/dg,
  /(?<![^\s"'])[\w.*-]{1,100}:(?:\d{2,5}|\*):[A-Za-z_*][\w*-]{0,60}:[\w.*-]{1,60}:(?<secret>[^\s"'\\/:]{1,200})(?![^\s"'\\])/dg,
  // Commands that take a password with a flag, as an argument of its own, or as user:password.
  ...clients.map(
    ([names, flag]) =>
      new RegExp(String.raw`\b(?:${names})\b[^\n|;]{0,300}?\s${flag}(?<secret>${word})`, 'dg'),
  ),
  /\bnet1?\s{1,4}use\b(?=[^\n|;]{0,300}?\s\/user:)[^\n|;]{0,100}?\s\\\\\S{1,100}\s{1,4}(?:\/user:\S{1,80}\s{1,4})?(?<secret>[^\s"'/*|;][^\s"']{0,100})/dgi,
  /\bnet1?\s{1,4}user\s{1,4}[^\s/"']{1,60}\s{1,4}(?<secret>[^\s/*"'][^\s"']{0,100})\s{1,4}\/(?:add|active|domain)/dgi,
  /\bcurl\b[^\n|;]{0,300}?\s(?:-u|--user|--proxy-user|-U)[ =]{0,4}(?:"[^"\s:]{1,80}:(?<a>[^"\n]{1,200})|'[^'\s:]{1,80}:(?<b>[^'\n]{1,200})|[^\s"':]{1,80}:(?<c>[^\s"']{1,200}))/dg,
  /\s-?-pass(?:in|out)?\s{1,4}pass:(?<secret>[^\s"']{1,200})/dg,
  /\becho\s{1,4}(?:-n\s{1,4})?["']?(?<secret>[^\s"'|]{1,200})["']?\s{0,4}\|[^|\n]{0,100}--password-stdin/dg,
  /\bConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["'](?<secret>[^"'\n]{1,200})/dgi,
  // Calls that take a user and a password.
  /(?:Credentials?|BasicAuth|DigestAuth|PasswordAuthenticationToken|PasswordAuthentication|getConnection|basic_?auth)\([^()"'\n]{0,80}(?:(?:"[^"\n]{0,200}"|'[^'\n]{0,200}')[^()"'\n]{0,80}){0,3}?(?<=,\s{0,4}\\{0,31})["'](?<secret>[^"'\n]{1,200})["']\s{0,4}\)/dg,
  // A value in an address's query, under a short name.
  /[?&](?:key|code|ticket|hmac|sid|auth)=(?<secret>(?=[\w.~%-]{0,60}?\d)[\w.~%-]{20,})/dg,
  // What an OAuth provider sends back, and the request made with it.
  /(?<=^|[?&\s"'])code=(?<secret>(?=[\w.~%/-]{0,80}?(?:\d|[a-z][A-Z]))[\w.~%/-]{6,})(?=&(?:[^\s"'&]{1,200}&){0,5}state=|[^\s"']{0,500}&grant_type=authorization_code)/dg,
  /(?<=(?:^|[?&\s"'])(?:state=[^\s"'&]{1,500}&|grant_type=authorization_code&)(?:[^\s"'&]{1,200}&){0,5})code=(?<secret>(?=[\w.~%/-]{0,80}?(?:\d|[a-z][A-Z]))[\w.~%/-]{6,})/dg,
  /(?<=(?:^|[?&\s"'])code=[^\s"'&]{6,500}&(?:[^\s"'&]{1,200}&){0,5})state=(?<secret>(?=[^\s"'&]{0,80}?[\dA-Z])[^\s"'&]{4,})/dg,
  /(?<=^|[?&\s"'])state=(?<secret>(?=[^\s"'&]{0,80}?[\dA-Z])[^\s"'&]{4,500})(?=&(?:[^\s"'&]{1,200}&){0,5}code=[^\s"'&]{6,})/dg,
  // `482913 is your verification code`.
  /(?<![\w.-])(?<secret>(?:[A-Z]-)?(?:\d{4,8}|\d{3}[ -]\d{3}))\s{1,4}is\s{1,4}your\b[^\n]{0,60}?\b(?:code|OTP|PIN|passcode)\b/dg,
  // FTP, IMAP, SMTP: what the client sends.
  /\bUSER[ \t]{1,4}\S{1,80}\s{1,8}(?:[^\n]{0,100}\n){0,2}[^\n]{0,40}?\bPASS[ \t]{1,4}(?<secret>[^\s"']{1,200})/dg,
  /(?:(?<![\w.-])[A-Za-z]{1,4}\d{1,6} |(?:\bC:|>) ?(?:[\w.]{1,8} )?)LOGIN "?[^\s"]{1,100}"? "?(?<secret>[^\s"]{1,200})/dg,
  /(?<![\w.-])LOGIN (?!(?:PLAIN|from|for|ok|failed|by|as|user|attempt)\b)[^\s"]{1,100} (?<secret>(?=[^\s"]{0,60}?\d)(?=[^\s"]{0,60}?[A-Za-z])[^\s"]{6,200})/dg,
  /(?<![\w-])AUTH(?:ENTICATE)? (?:PLAIN|LOGIN|XOAUTH2|OAUTHBEARER|CRAM-MD5) (?<secret>(?=[A-Za-z0-9+/]{0,80}?[a-z])(?=[A-Za-z0-9+/]{0,80}?[A-Z0-9])[A-Za-z0-9+/]{6,}={0,2})/dg,
  /(?<![\w-])334 UGFzc3dvcmQ6(?:\s|\\[rn]){1,4}(?:[CS>]{1,2}:? )?(?<secret>[A-Za-z0-9+/]{4,}={0,2})/dg,
  // The flag of curl and similar commands, whatever the command; a container's user and group are words or numbers.
  /(?<=^|[\s"'`])(?:-u|--user|--auth)[ \t=]{1,4}["']?[\w.@-]{1,80}:(?<secret>(?=[^\s"']{0,80}?\d)(?=[^\s"']{0,80}?[A-Za-z])[^\s"']{6,200})/dg,
  /\bhtpasswd\s{1,4}-\w{0,6}b\w{0,6}\s{1,4}\S{1,100}\s{1,4}\S{1,100}\s{1,4}(?<secret>[^\s"'|;]{1,200})/dg,
  /\bput-parameter\b(?=[^\n]{0,400}?SecureString)[^\n|;]{0,300}?\s--value[ \t=]{1,4}["']?(?<secret>[^\s"']{1,200})/dg,
  // user:password@host:port.
  /(?<![\w/.:@-])[\w.-]{1,40}:(?<secret>[^\s:@/"']{4,100})@(?!sha\d)[\w.-]{1,100}:\d{2,5}(?!\w)/dg,
  /(?<![\w-])AUTH"?\s{1,4}(?:"?default"?\s{1,4})?"?(?<secret>(?=[^\s"]{0,60}?\d)[^\s"]{6,200})/dg,
  // Japanese: パスワードは x です.
  /(?:パスワード|パスフレーズ|暗証番号|トークン|シークレット|キー|(?:認証|確認|検証)コード)(?:は|が|を|＝|：)\s{0,4}[「『"']?(?<secret>[!-~]{4,200})/dg,
  // SQL.
  /\bSET\s{1,4}PASSWORD\s{1,4}FOR\s{1,4}\S{1,100}\s{0,4}=\s{0,4}['"](?<secret>[^'"\n]{1,200})/dgi,
  /\bIDENTIFIED\s{1,4}(?:WITH\s{1,4}\S{1,60}\s{1,4})?BY\s{1,4}(?:PASSWORD\s{1,4})?['"](?<secret>[^'"\n]{1,200})/dgi,
];

/** The parts of a text that have a known format. */
export function knownFormats(text: string, isOver: () => boolean): Span[] | undefined {
  const found: Span[] = [];
  for (const pattern of formats) {
    for (const match of text.matchAll(pattern)) {
      const groups = match.indices?.groups ?? {};
      const range = Object.values(groups).find((group) => group !== undefined);
      const [from, to] = range ?? [match.index, match.index + match[0].length];
      found.push({ from, to });
    }
    if (isOver()) return undefined;
  }
  return found;
}
