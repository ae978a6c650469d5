/**
 * What a name says about the value next to it. `password`: any value counts. `token`: keys, tokens and secrets; any value but a plain word of prose.
 * `weak`: a name that other things have, too, so only a value that looks random counts. `pin`: a few digits. `header` and `cookie`: the rest of the
 * line.
 */
export type SecretKind = 'password' | 'token' | 'weak' | 'pin' | 'header' | 'cookie';

/** Of a longer name only the end is checked: the end says what it names. */
const mostName = 80;

const passwordEndings =
  /(?:passw(?:or)?ds?|passwort|passphrase|passcode|kennwort|pswd|pwds?|contrase[nñ]a|senha|パスワード|パスフレーズ|暗証番号|密码|密碼|비밀번호|пароль|wachtwoord|heslo|hasło|lösenord|passord|salasana|lozinka|geslo|parola|[sş]ifre|jelsz[oó]|motdepasse)$/;
const passwordWords = new Set([
  'pass',
  'pw',
  'psw',
  'psk',
  'otp',
  'totp',
  'passe',
  'mdp',
  'mnemonic',
  'requirepass',
  'masterauth',
]);
/** Words that run together with `pass`; `bypass` and `compass` are not among them. */
const passOwners = /^(?:db|user|store|key|root|admin|my|ssh|smtp|mail|ldap|ftp|bind|redis|sql)(?:pass|pw)$/;

const tokenEndings =
  /(?:tokens?|secrets?|apikey|secretkey|accesskey|privatekey|authkey|credentials?|creds|jwt|トークン|シークレット|秘密鍵|(?:api|アクセス|シークレット|秘密|認証)キー|密钥)$/;
/** A one-time code. */
const pinEndings = /(?:認証コード|確認コード|検証コード|セキュリティコード|验证码|인증번호)$/;
/** `<word> key`: a key that gives access to something. */
const keyOwners = new Set(
  `access account admin aes api app application auth client consumer crypto cipher decryption deploy encryption encrypt function
  functions gpg hmac host jwt license master pgp private push rsa sas secret sdk secrets service session shared sign signature signing
  ssh ssl storage subscription tls webhook wrapping`.split(/\s+/),
);
/** `<word> key`: a key that finds something, and gives access to nothing. */
const otherKeys = new Set(
  `cache composite config context correlation dedup deduplication event foreign group hash host id idempotency index issue kms lock
  lookup message name natural object order partition primary public range redis registry request row s search shard socket sort store
  surrogate trace translation unique websocket`.split(/\s+/),
);
const weakWords = new Set(
  'auth sig signature hmac sessid phpsessid jsessionid sessionid dsn salt assertion pat license licence'.split(
    ' ',
  ),
);
const pinWords = new Set(['pin', 'pincode', 'cvv', 'cvc']);
/** `<word> code`: typed once, to prove who you are. */
const codeOwners = new Set(
  'activation authentication confirmation fa factor login mfa otp pairing pin reset security sms time totp verification verify'.split(
    ' ',
  ),
);
/** Characters that replace letters, as in `pa55word`. */
const leet: Readonly<Record<string, string>> = {
  '0': 'o',
  '1': 'i',
  '3': 'e',
  '4': 'a',
  '5': 's',
  '7': 't',
  '@': 'a',
  $: 's',
};
/** Words after the name of a secret that still name the secret. */
const suffixes = new Set(
  `again b64 backup base base64 binary confirm confirmation content current data decoded default dev digest env hash header hex input json
  live new next old param parameter pem plain plaintext prev previous prod production raw repeat sandbox staging str string test text
  val value`.split(/\s+/),
);

/** The kind of secret in a variable, field, header, flag or element of this name; undefined for any other name. */
export function secretKind(name: string): SecretKind | undefined {
  const ending = name.slice(-mostName);
  const plain = ending.replace(/(?<=\p{L})[013457@$]{1,4}(?=\p{L})/gu, (signs) =>
    [...signs].map((sign) => leet[sign]).join(''),
  );
  return kindOfWords(wordsOf(ending)) ?? (plain === ending ? undefined : kindOfWords(wordsOf(plain)));
}

function kindOfWords(words: string[]): SecretKind | undefined {
  for (let cut = 0; cut < 3 && words.length > 0; cut++) {
    const kind = kindOf(words);
    if (kind !== undefined) return kind;
    if (words.length === 1 || !suffixes.has(words.at(-1) ?? '')) return undefined;
    words.pop();
  }
  return undefined;
}

/** Splits `spring.datasource.dbPassword2` into spring, datasource, db, password. */
function wordsOf(name: string): string[] {
  return name
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/(\p{Lu})(\p{Lu}\p{Ll})/gu, '$1 $2')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .map((word) => word.replace(/\d{1,9}$/, ''))
    .filter((word) => word !== '');
}

function kindOf(words: readonly string[]): SecretKind | undefined {
  const last = words.at(-1) ?? '';
  const before = words.at(-2) ?? '';
  if (last === 'authorization') return 'header';
  if (last === 'cookie' || last === 'cookies') return 'cookie';
  // `PassWord` is one word written as two.
  if (passwordEndings.test(before + last) || passwordWords.has(last) || passOwners.test(last))
    return 'password';
  if (last === 'phrase' && ['pass', 'seed', 'recovery', 'backup'].includes(before)) return 'password';
  if (tokenEndings.test(last) || last === 'bearer') return 'token';
  if (pinEndings.test(last)) return 'pin';
  if (last === 'csrf' || last === 'xsrf' || (last === 'response' && before === 'saml')) return 'token';
  if (pinWords.has(last) || (last === 'code' && codeOwners.has(before))) return 'pin';
  if (/^codes?$/.test(last) && (before === 'recovery' || before === 'backup')) return 'token';
  if (last === 'key' || last === 'keys') {
    if (keyOwners.has(before) || words.includes('encryption') || words.includes('sse')) return 'token';
    return before === '' || otherKeys.has(before) ? undefined : 'weak';
  }
  if (last === 'sid' && (before === 'connect' || before === '')) return 'weak';
  return weakWords.has(last) ? 'weak' : undefined;
}
