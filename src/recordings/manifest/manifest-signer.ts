import type { KeyObject } from 'node:crypto';
import { parseJson, type JsonValue } from '../../wire/json.ts';
import { hmacKey, hmacSha256, sameText, sha256Hex } from '../../wire/digest.ts';
import type { ServerKey } from '../../server-key.ts';
import { canonicalJson } from './canonical-json.ts';
import { MANIFEST_VERSION, type Manifest } from './manifest.ts';

const ALGORITHM = 'HMAC-SHA256';
const KEY_ID_DIGITS = 8;

/** A manifest in the API. */
export interface SignedManifest {
  /** The document with its signature. */
  readonly json: string;
  readonly isComplete: boolean;
  /** Value of the signature: 64 hex digits. */
  readonly signature: string;
}

/** Result of a verification; `reason` is for people. */
export type Verdict =
  { readonly isValid: true; readonly manifest: Manifest } | { readonly isValid: false; readonly reason: string };

/** Signs and verifies manifests with a key derived from the server key. */
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

  /** Verifies a manifest. White space and the order of members do not matter. */
  verify(text: string): Verdict {
    const parsed = parsedObject(text);
    if (!parsed) return invalid('it is not a JSON object');
    // Readers differ in which duplicate member they use, so a reader may see content that was not signed.
    if (memberCount(parsed) !== namesIn(text)) return invalid('a member occurs twice');
    const { signature, ...content } = parsed;
    if (!isObject(signature)) return invalid('it has no signature');
    if (signature['keyId'] !== this.keyId) {
      return invalid(`it is signed with another key; the keyId of this server's key is ${this.keyId}`);
    }
    const expected = this.#signatureOf(content);
    if (!sameText(canonicalJson(signature), canonicalJson(expected))) {
      return invalid('the signature does not match: the manifest was changed after signing');
    }
    if (!isManifest(content)) return invalid('it is not a manifest of a known version');
    return { isValid: true, manifest: content };
  }

  #signatureOf(content: object): Signature {
    const value = hmacSha256(this.#key, canonicalJson(content)).toString('hex');
    return { algorithm: ALGORITHM, keyId: this.keyId, value };
  }
}

/** Signature of a manifest. */
interface Signature {
  readonly algorithm: typeof ALGORITHM;
  /** Identifies the server key; not secret. */
  readonly keyId: string;
  readonly value: string;
}

type JsonObject = Readonly<Record<string, JsonValue>>;

function invalid(reason: string): Verdict {
  return { isValid: false, reason };
}

/** The signature proves that this server made the content, so the version determines the form. */
function isManifest(content: object): content is Manifest {
  return 'version' in content && content.version === MANIFEST_VERSION;
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

/** Counts the member names in a JSON text: the strings before a colon. */
function namesIn(text: string): number {
  return [...text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(\s*:)?/g)].filter(([, colon]) => colon !== undefined).length;
}

/** Counts the members of a value at every depth. */
function memberCount(value: JsonValue): number {
  if (typeof value !== 'object' || value === null) return 0;
  const members = Object.values(value);
  return members.reduce<number>((sum, member) => sum + memberCount(member), Array.isArray(value) ? 0 : members.length);
}
