/** Words in a name of a credential. Names are split at capitals and punctuation. */
const WORDS =
  /^(?:ak|auth(?:orization)?|bearer|code|cookie|credentials?|hdn(?:ea|tl|ts)|hmac|jsessionid|jwt|keys?|otp|pass|pin|policy|pwd|sign?|sk|ticket)$/;

/** Parts of such names at any position: names in lower case cannot be split. */
const PARTS =
  /accesskey|apikey|authkey|credential|passcode|passphrase|passw|privatekey|secret|signature|streamkey|token|usersig/;

/** Returns whether a parameter of an address is a credential, by its name. */
export function isCredentialName(name: string): boolean {
  const plain = name.toLowerCase().replaceAll(/[^a-z0-9]/g, '');
  if (PARTS.test(plain)) return true;
  const words = name
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .split(/[^a-z0-9]+/);
  return words.some((word) => WORDS.test(word));
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
/** Runs of base64 characters; and of base64url characters, which may be words with dashes. */
const RUN = /[A-Za-z0-9+/=]+/g;
const RUN_OF_BASE64URL = /[\w-]+/g;
const MIN_RUN = 16;
const MIN_RUN_OF_LETTERS = 24;
const MIN_RUN_OF_BASE64URL = 20;
const MIN_DISTINCT = 8;

/** Returns whether a value looks random: a UUID, or a long run of letters and digits, as in keys, digests and tokens. */
export function looksRandom(value: string): boolean {
  return (
    UUID.test(value) ||
    (value.match(RUN) ?? []).some(isRandomRun) ||
    (value.match(RUN_OF_BASE64URL) ?? []).some(isRandomBase64url)
  );
}

function isRandomRun(run: string): boolean {
  if (run.length < MIN_RUN || new Set(run).size < MIN_DISTINCT) return false;
  const [hasDigits, hasSmall, hasCapitals] = [/\d/, /[a-z]/, /[A-Z]/].map((kind) => kind.test(run));
  if (hasDigits) return hasSmall === true || hasCapitals === true;
  return hasSmall === true && hasCapitals === true && run.length >= MIN_RUN_OF_LETTERS;
}

/** Returns whether small letters, capitals and digits alternate, at every third character or more often. */
function isRandomBase64url(run: string): boolean {
  if (run.length < MIN_RUN_OF_BASE64URL) return false;
  const kinds = Array.from(run, kindOf);
  const turns = kinds.filter((kind, place) => kind !== '' && kinds[place + 1] && kinds[place + 1] !== kind);
  return turns.length * 3 >= run.length;
}

function kindOf(character: string): string {
  if (/\d/.test(character)) return 'digit';
  if (/[a-z]/.test(character)) return 'small';
  return /[A-Z]/.test(character) ? 'capital' : '';
}
