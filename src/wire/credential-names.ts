/** Words of a parameter's name that say that its value is a credential. A name is split at capitals and punctuation. */
const WORDS: readonly string[] = [
  'ak',
  'auth',
  'authorization',
  'bearer',
  'code',
  'cookie',
  'credential',
  'credentials',
  'hdnea',
  'hdntl',
  'hdnts',
  'hmac',
  'jsessionid',
  'jwt',
  'key',
  'keys',
  'otp',
  'pass',
  'pin',
  'policy',
  'pwd',
  'sig',
  'sign',
  'sk',
  'ticket',
];

/** Parts of a name that say the same wherever they stand: names in small letters alone cannot be split. */
const PARTS: readonly string[] = [
  'accesskey',
  'apikey',
  'authkey',
  'credential',
  'passcode',
  'passphrase',
  'passw',
  'privatekey',
  'secret',
  'signature',
  'streamkey',
  'token',
  'usersig',
];

/** Whether a parameter of an address carries a credential, by its name. */
export function isCredentialName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (PARTS.some((part) => plain.includes(part))) return true;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => WORDS.includes(word));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Runs of characters that no word or date is made of, and those of base64url, which may be words with dashes. */
const RUN = /[A-Za-z0-9+/=]+/g;
const RUN_OF_BASE64URL = /[\w-]+/g;
const SHORTEST_RUN = 16;
const SHORTEST_RUN_OF_LETTERS = 24;
const SHORTEST_RUN_OF_BASE64URL = 20;
const FEWEST_CHARACTERS = 8;

/** Whether a value looks drawn at random: a UUID, or a long run of letters and digits as keys, digests and tokens are. */
export function looksRandom(value: string): boolean {
  return (
    UUID.test(value) ||
    (value.match(RUN) ?? []).some(isRandomRun) ||
    (value.match(RUN_OF_BASE64URL) ?? []).some(isRandomBase64url)
  );
}

function isRandomRun(run: string): boolean {
  if (run.length < SHORTEST_RUN || new Set(run).size < FEWEST_CHARACTERS) return false;
  const [hasDigits, hasSmall, hasCapitals] = [/\d/, /[a-z]/, /[A-Z]/].map((kind) => kind.test(run));
  if (hasDigits) return hasSmall === true || hasCapitals === true;
  return hasSmall === true && hasCapitals === true && run.length >= SHORTEST_RUN_OF_LETTERS;
}

/** Small letters, capitals and digits follow each other without order: at every third character or more often. */
function isRandomBase64url(run: string): boolean {
  if (run.length < SHORTEST_RUN_OF_BASE64URL) return false;
  const kinds = Array.from(run, kindOf);
  const turns = kinds.filter((kind, place) => kind !== '' && kinds[place + 1] && kinds[place + 1] !== kind);
  return turns.length * 3 >= run.length;
}

function kindOf(character: string): string {
  if (/\d/.test(character)) return 'digit';
  if (/[a-z]/.test(character)) return 'small';
  return /[A-Z]/.test(character) ? 'capital' : '';
}
