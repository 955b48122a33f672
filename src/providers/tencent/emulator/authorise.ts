import { ownMember } from '../../../emulation/contract.ts';
import type { RawRequest } from '../../../emulation/loopback-server.ts';
import { sameText } from '../../../wire/digest.ts';
import type { Credentials } from '../account.ts';
import { signingKeys, signTc3, utcDate, type SigningKeys } from '../tc3.ts';
import { Refusal } from './envelope.ts';

/** The parts of an `Authorization` header. */
export interface Authorization {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/,]*)\/(\d{4}-\d\d-\d\d)\/([^/,\s]+)\/tc3_request,\s*SignedHeaders=([^,\s]+),\s*Signature=(\w+)$/;
const CLOCK_TOLERANCE_S = 300;
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const SERVICE_LABELS = ['tiw', 'gme', 'trtc'];

/** Undefined when the header is absent or malformed. */
export function parseAuthorization(header: string | undefined): Authorization | undefined {
  const parts = AUTHORIZATION.exec(header ?? '');
  if (!parts) return undefined;
  const [, secretId = '', date = '', service = '', names = '', signature = ''] = parts;
  return { secretId, date, service, signedHeaders: names.split(';'), signature };
}

/** The first label of the host that was called: the service's name, unless the host is an address. */
export function hostLabel(request: RawRequest): string {
  const [label = ''] = (request.headers['host'] ?? '').split(/[.:]/, 1);
  return label.toLowerCase();
}

/** Checks who calls. Knows the credentials (one with a token counts only together with it) and what time it is (in milliseconds). */
export class Authoriser {
  readonly #known: ReadonlyMap<string, { credential: Credentials; keys: SigningKeys }>;

  constructor(
    credentials: readonly Credentials[],
    private readonly now: () => number,
  ) {
    this.#known = new Map(
      credentials.map((credential) => [credential.secretId, { credential, keys: signingKeys(credential.secretKey) }]),
    );
  }

  /** Throws `Refusal` unless a known credential signed this very request within the last five minutes. */
  authorise(request: RawRequest, claim: Authorization | undefined): asserts claim {
    if (!claim) throw new Refusal('AuthFailure.InvalidAuthorization', 'The Authorization header is malformed.');
    const known = this.#known.get(claim.secretId);
    if (!known) throw new Refusal('AuthFailure.SecretIdNotFound', 'The SecretId is not known.');
    const timestamp = this.#timestamp(request);
    checkScope(request, claim, timestamp);
    checkToken(request, known.credential);
    checkSignature(request, claim, known.keys, timestamp);
  }

  #timestamp(request: RawRequest): number {
    const text = request.headers['x-tc-timestamp'];
    if (!text) throw new Refusal('MissingParameter', 'The header X-TC-Timestamp is required.');
    if (!/^\d{1,15}$/.test(text)) throw new Refusal('InvalidParameter', 'X-TC-Timestamp must be Unix seconds.');
    const timestamp = Number(text);
    if (Math.abs(this.now() / 1000 - timestamp) > CLOCK_TOLERANCE_S) {
      throw new Refusal('AuthFailure.SignatureExpire', 'X-TC-Timestamp is more than 5 minutes off the server clock.');
    }
    return timestamp;
  }
}

function checkScope(request: RawRequest, claim: Authorization, timestamp: number): void {
  if (claim.date !== utcDate(timestamp)) {
    throw mismatch('The date of the credential scope is not the UTC date of X-TC-Timestamp.');
  }
  const label = hostLabel(request);
  if (SERVICE_LABELS.includes(label) && label !== claim.service) {
    throw mismatch('The service of the credential scope is not the first label of the host.');
  }
}

function checkToken(request: RawRequest, credential: Credentials): void {
  const sent = request.headers['x-tc-token'] ?? '';
  if (!sameText(sent, credential.token?.reveal() ?? '')) {
    throw new Refusal('AuthFailure.TokenFailure', 'X-TC-Token does not belong to the SecretId.');
  }
}

function checkSignature(request: RawRequest, claim: Authorization, keys: SigningKeys, timestamp: number): void {
  const signed = signedValues(request, claim);
  const isGet = request.method === 'GET';
  const isUnsigned = request.headers['x-tc-content-sha256'] === UNSIGNED_PAYLOAD;
  const matches = (host: string) => {
    const call = {
      method: isGet ? ('GET' as const) : ('POST' as const),
      service: claim.service,
      contentType: signed['content-type'] ?? '',
      body: isUnsigned ? UNSIGNED_PAYLOAD : (request.body ?? ''),
      query: request.query,
      signedHeaders: { ...signed, host },
      host,
    };
    const expected = signTc3(call, claim.secretId, keys, timestamp);
    return sameText(expected.slice(expected.lastIndexOf('=') + 1), claim.signature);
  };
  // Official SDKs sign the host without the port although the Host header carries it.
  const host = signed['host'] ?? '';
  if (!matches(host) && !matches(host.replace(/:\d+$/, ''))) {
    throw mismatch('The signature does not match the request that arrived.');
  }
}

function signedValues(request: RawRequest, claim: Authorization): Record<string, string> {
  const values: Record<string, string> = {};
  for (const name of ['content-type', 'host', ...claim.signedHeaders]) {
    const value = ownMember(request.headers, name);
    if (value === undefined || !claim.signedHeaders.includes(name)) {
      throw mismatch(`The header ${name} must be both sent and signed.`);
    }
    values[name] = value;
  }
  return values;
}

function mismatch(message: string): Refusal {
  return new Refusal('AuthFailure.SignatureFailure', message);
}
