import { isCredentialName, looksRandom } from './credential-names.ts';
import { MASK } from './secret.ts';

// What of an address is a credential, decided once for everything that shows or keeps one:
//
// - user and password before the host;
// - values of the query, of the fragment and of parameters in the path, by their names or because they look random;
// - a part of the path that looks random, as the last one of a webhook of Slack; not one with the ending of a file;
// - of an address that media is pushed to, the whole query; where it has none, the last part of the path: the stream key.
//
// Scheme, host and the rest of the path stay readable.

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const PUSHED_TO = /^(?:rtmp[a-z]{0,2}|srt):/i;
const FILE_ENDING = /\.[a-z0-9]{1,5}$/i;
/** Values that are addresses themselves are looked into so deep. */
const DEEPEST = 3;

/** Whether a text is an address as a whole: it has a scheme. */
export function isUrl(text: string): boolean {
  return SCHEME.test(text);
}

/** Whether an address carries credentials. */
export function hasCredentials(address: string): boolean {
  return maskUrl(address) !== address;
}

/** An address with each credential in it masked. Masked again, it stays the same. */
export function maskUrl(address: string, depth = 0): string {
  const { scheme, authority, path, query, fragment } = partsOf(address);
  if (isUnreadable(address, path)) return scheme + MASK;
  const isPush = PUSHED_TO.test(scheme);
  const user = authority.lastIndexOf('@');
  return [
    scheme,
    user === -1 ? authority : `${MASK}${authority.slice(user)}`,
    isPush && query === '' ? withoutStreamKey(path) : shownPath(path),
    isPush && query.length > 1 ? `?${MASK}` : query && `?${shownParameters(query.slice(1), depth)}`,
    fragment && `#${shownFragment(fragment.slice(1), depth)}`,
  ].join('');
}

/** A password with a slash in it ends the host too early: what then comes before the last @ is not to be told apart. */
function isUnreadable(address: string, path: string): boolean {
  return path.includes('@') && isUrl(address) && !URL.canParse(address.replaceAll(MASK, 'secret'));
}

interface Parts {
  /** With the slashes behind it; empty where there is none. */
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  /** With the question mark. */
  readonly query: string;
  /** With the #. */
  readonly fragment: string;
}

/** The parts of an address, of which each character is in one. Those of a broken one, too, so the URL class is of no use. */
function partsOf(address: string): Parts {
  const [beforeFragment, fragment] = cut(address, '#');
  const [beforeQuery, query] = cut(beforeFragment, '?');
  const scheme = SCHEME.exec(beforeQuery)?.[0] ?? (beforeQuery.startsWith('//') ? '//' : '');
  const [authority, path] = cut(beforeQuery.slice(scheme.length), '/');
  return { scheme, authority, path, query, fragment };
}

/** What comes before the first of a character, and the rest with it. */
function cut(text: string, at: string): readonly [string, string] {
  const place = text.indexOf(at);
  return place === -1 ? [text, ''] : [text.slice(0, place), text.slice(place)];
}

function withoutStreamKey(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  const key = path.slice(0, end).lastIndexOf('/');
  return key <= 0 ? shownPath(path) : `${path.slice(0, key)}/${MASK}`;
}

function shownPath(path: string): string {
  return path
    .split('/')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';');
      const isSecret = !FILE_ENDING.test(name) && looksRandom(decoded(name));
      return [isSecret ? MASK : name, ...parameters.map((one) => shownParameter(one, 0))].join(';');
    })
    .join('/');
}

/** A fragment is a path with parameters, as pages make it for themselves, or parameters alone. */
function shownFragment(fragment: string, depth: number): string {
  const query = fragment.indexOf('?');
  if (query !== -1) {
    return `${shownPath(fragment.slice(0, query))}?${shownParameters(fragment.slice(query + 1), depth)}`;
  }
  return fragment.includes('=') ? shownParameters(fragment, depth) : shownPath(fragment);
}

function shownParameters(text: string, depth: number): string {
  return text
    .split('&')
    .map((parameter) => shownParameter(parameter, depth))
    .join('&');
}

function shownParameter(parameter: string, depth: number): string {
  const equals = parameter.indexOf('=');
  const name = equals === -1 ? '' : parameter.slice(0, equals + 1);
  const value = parameter.slice(name.length);
  const plain = decoded(value);
  const isSecret =
    isCredentialName(decoded(name)) ||
    looksRandom(plain) ||
    (plain.includes('://') && (depth >= DEEPEST || maskUrl(plain, depth + 1) !== plain));
  return value !== '' && isSecret ? name + MASK : parameter;
}

/** A part of an address without its escapes; as it is where they are broken. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An address in running text, up to the first character that ends one there. JSON may write a slash as `\/`. */
const WITHIN = /\b[a-z][a-z0-9+.-]{1,12}:(?:\\?\/){2}(?:\\\/|[^\s"'<>\\^`{|}])+/gi;

/** A text with the credentials of every address in it masked. A text that begins as an address is one as a whole. */
export function maskText(text: string): string {
  return isUrl(text) ? maskUrl(text) : maskUrlsWithin(text);
}

/** The same for running text, whatever it begins with; `scheme` limits it to addresses that begin so. */
export function maskUrlsWithin(text: string, scheme = /^/): string {
  if (!text.includes(':')) return text;
  return text.replace(WITHIN, (found) => {
    const address = found.replaceAll('\\/', '/');
    return scheme.test(address) && hasCredentials(address) ? maskUrl(address) : found;
  });
}

/** A text of what a vendor told, without the keys of streams: addresses of files in it stay as they are. */
export function maskStreamKeys(text: string): string {
  return maskUrlsWithin(text, PUSHED_TO);
}
