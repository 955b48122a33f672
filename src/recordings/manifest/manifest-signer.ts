import type { KeyObject } from 'node:crypto';
import { parseJson, type JsonValue } from '../../wire/json.ts';
import { hmacKey, hmacSha256, sameText, sha256Hex } from '../../wire/digest.ts';
import type { ServerKey } from '../../server-key.ts';
import { canonicalJson } from './canonical-json.ts';
import { MANIFEST_VERSION, type Manifest } from './manifest.ts';

const ALGORITHM = 'HMAC-SHA256';
const KEY_ID_DIGITS = 8;

/** A manifest as clients get it. */
export interface SignedManifest {
  /** The document with its signature. */
  readonly json: string;
  readonly isComplete: boolean;
  /** The value of the signature: 64 hex digits. */
  readonly signature: string;
}

/** Whether a text is a manifest of this server, as it was signed; for people, why not. */
export type Verdict =
  { readonly isValid: true; readonly manifest: Manifest } | { readonly isValid: false; readonly reason: string };

/** Signs manifests with a key derived from the server's, and tells whether one was signed so. */
export class ManifestSigner {
  readonly keyId: string;
  readonly #key: KeyObject;

  constructor(serverKey: ServerKey) {
    const bytes = serverKey.derive('manifest');
    this.keyId = sha256Hex(bytes).slice(0, KEY_ID_DIGITS);
    this.#key = hmacKey(bytes);
  }

  sign(manifest: Manifest): SignedManifest {
    const signature = this.#signatureOf(manifest);
    const json = JSON.stringify({ ...manifest, signature }, null, 2);
    return { json, isComplete: manifest.complete, signature: signature.value };
  }

  /** Whether a text is what was signed here. White space and the order of members do not matter. */
  verify(text: string): Verdict {
    const parsed = parsedObject(text);
    if (!parsed) return invalid('it is no JSON object');
    // Readers differ in which of two they take, so what was signed might not be what is read.
    if (memberCount(parsed) !== namesIn(text)) return invalid('a member stands in it twice');
    const { signature, ...content } = parsed;
    if (!isObject(signature)) return invalid('it has no signature');
    if (signature['keyId'] !== this.keyId) {
      return invalid(`it is signed with another key than this server's, whose keyId is ${this.keyId}`);
    }
    const expected = this.#signatureOf(content);
    if (!sameText(canonicalJson(signature), canonicalJson(expected))) {
      return invalid('the signature does not fit: it was changed after it was signed');
    }
    if (content['version'] !== MANIFEST_VERSION) return invalid('it is no manifest of a version known here');
    return { isValid: true, manifest: content as unknown as Manifest };
  }

  #signatureOf(content: object): Signature {
    const value = hmacSha256(this.#key, canonicalJson(content)).toString('hex');
    return { algorithm: ALGORITHM, keyId: this.keyId, value };
  }
}

/** By what a manifest is known to be this server's, and unchanged. */
interface Signature {
  readonly algorithm: typeof ALGORITHM;
  /** Tells which server's key it was: no secret. */
  readonly keyId: string;
  readonly value: string;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function invalid(reason: string): Verdict {
  return { isValid: false, reason };
}

function parsedObject(text: string): JsonObject | undefined {
  try {
    const value = parseJson(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

function isObject(value: JsonValue | undefined): value is { [name: string]: JsonValue } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How many names of members stand in a JSON text: strings that a colon follows. */
function namesIn(text: string): number {
  return [...text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}

/** How many members a value has, at every depth. */
function memberCount(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value);
  return members.reduce<number>((sum, member) => sum + memberCount(member), Array.isArray(value) ? 0 : members.length);
}
