import { isCredentialName, looksRandom } from './credential-names.ts';
import { MASK } from './secret.ts';

// The credentials in an address, for all code that shows or stores addresses:
//
// - user and password before the host;
// - values in the query, the fragment and parameters of the path, by their names or because they look random;
// - a segment of the path that looks random, as the last segment of a Slack webhook, unless it has a file extension;
// - in an address for pushed media, the whole query; without a query, the last segment of the path: the stream key.
//
// Scheme, host and the rest of the path stay readable.

const SCHEME = /^[a-z][a-z0-9+.-]*:\/\//i;
const PUSH_SCHEME = /^(?:rtmp[a-z]{0,2}|srt):/i;
const FILE_EXTENSION = /\.[a-z0-9]{1,5}$/i;
/** Maximum depth of addresses within values of addresses. */
const MAX_DEPTH = 3;

/** Returns whether a text begins with a scheme. */
function isUrl(text: string): boolean {
  return SCHEME.test(text);
}

/** Returns whether an address contains credentials. */
export function hasCredentials(address: string): boolean {
  return maskUrl(address) !== address;
}

/** Masks each credential in an address. Idempotent. */
export function maskUrl(address: string, depth = 0): string {
  const { scheme, authority, path, query, fragment } = partsOf(address);
  if (isUnreadable(address, path)) return scheme + MASK;
  const isPush = PUSH_SCHEME.test(scheme);
  const user = authority.lastIndexOf('@');
  return [
    scheme,
    user === -1 ? authority : `${MASK}${authority.slice(user)}`,
    isPush && query === '' ? maskStreamKey(path) : maskPath(path),
    isPush && query.length > 1 ? `?${MASK}` : query && `?${maskParameters(query.slice(1), depth)}`,
    fragment && `#${maskFragment(fragment.slice(1), depth)}`,
  ].join('');
}

/** A slash in a password ends the host too early. Then the parts before the last @ cannot be distinguished. */
function isUnreadable(address: string, path: string): boolean {
  return path.includes('@') && isUrl(address) && !URL.canParse(address.replaceAll(MASK, 'secret'));
}

interface Parts {
  /** With the slashes; empty if the address has no scheme. */
  readonly scheme: string;
  readonly authority: string;
  readonly path: string;
  /** With the question mark. */
  readonly query: string;
  /** With the #. */
  readonly fragment: string;
}

/** Splits an address without loss of characters, also an invalid one, which the URL class cannot parse. */
function partsOf(address: string): Parts {
  const [beforeFragment, fragment] = cut(address, '#');
  const [beforeQuery, query] = cut(beforeFragment, '?');
  const scheme = SCHEME.exec(beforeQuery)?.[0] ?? (beforeQuery.startsWith('//') ? '//' : '');
  const [authority, path] = cut(beforeQuery.slice(scheme.length), '/');
  return { scheme, authority, path, query, fragment };
}

/** Splits a text before the first occurrence of a character. */
function cut(text: string, at: string): readonly [string, string] {
  const place = text.indexOf(at);
  return place === -1 ? [text, ''] : [text.slice(0, place), text.slice(place)];
}

function maskStreamKey(path: string): string {
  let end = path.length;
  while (path[end - 1] === '/') end--;
  const key = path.slice(0, end).lastIndexOf('/');
  return key <= 0 ? maskPath(path) : `${path.slice(0, key)}/${MASK}`;
}

function maskPath(path: string): string {
  return path
    .split('/')
    .map((part) => {
      const [name = '', ...parameters] = part.split(';');
      const isSecret = !FILE_EXTENSION.test(name) && looksRandom(decoded(name));
      return [isSecret ? MASK : name, ...parameters.map((one) => maskParameter(one, 0))].join(';');
    })
    .join('/');
}

/** Masks a fragment, which is a path with parameters, as in single-page applications, or parameters alone. */
function maskFragment(fragment: string, depth: number): string {
  const query = fragment.indexOf('?');
  if (query !== -1) {
    return `${maskPath(fragment.slice(0, query))}?${maskParameters(fragment.slice(query + 1), depth)}`;
  }
  return fragment.includes('=') ? maskParameters(fragment, depth) : maskPath(fragment);
}

function maskParameters(text: string, depth: number): string {
  return text
    .split('&')
    .map((parameter) => maskParameter(parameter, depth))
    .join('&');
}

function maskParameter(parameter: string, depth: number): string {
  const equals = parameter.indexOf('=');
  const name = equals === -1 ? '' : parameter.slice(0, equals + 1);
  const value = parameter.slice(name.length);
  const plain = decoded(value);
  const isSecret =
    isCredentialName(decoded(name)) ||
    looksRandom(plain) ||
    (plain.includes('://') && (depth >= MAX_DEPTH || maskUrl(plain, depth + 1) !== plain));
  return value !== '' && isSecret ? name + MASK : parameter;
}

/** Decodes the escapes of a part; returns the part unchanged if they are invalid. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** An address in running text. JSON may escape a slash as `\/`. */
const URL_IN_TEXT = /\b[a-z][a-z0-9+.-]{1,12}:(?:\\?\/){2}(?:\\\/|[^\s"'<>\\^`{|}])+/gi;

/** Masks the credentials of every address in a text. A text that begins with a scheme is one address. */
export function maskText(text: string): string {
  return isUrl(text) ? maskUrl(text) : maskUrlsWithin(text);
}

/** Masks the credentials of every address in running text; `scheme` selects addresses by their beginning. */
export function maskUrlsWithin(text: string, scheme = /^/): string {
  if (!text.includes(':')) return text;
  return text.replace(URL_IN_TEXT, (found) => {
    const address = found.replaceAll('\\/', '/');
    return scheme.test(address) && hasCredentials(address) ? maskUrl(address) : found;
  });
}

/** Masks the stream keys in a text of a vendor. Addresses of files stay as they are. */
export function maskStreamKeys(text: string): string {
  return maskUrlsWithin(text, PUSH_SCHEME);
}
