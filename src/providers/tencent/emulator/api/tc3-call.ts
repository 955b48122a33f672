import { ownMember, type ContractTypes } from '../../../../emulation/contract/contract.ts';
import type { RawRequest } from '../../../../emulation/server/loopback-server.ts';
import { sameText } from '../../../../wire/digest.ts';
import { parseJson, type JsonValue } from '../../../../wire/json.ts';
import { signTc3, utcDate, type SigningKeys } from '../../api/tc3.ts';
import { Refusal } from '../shared/envelope.ts';
import { mismatch, type CommonName, type IncomingCall, type KnownCredential } from './call.ts';
import { parseFlatQuery } from './flat-query.ts';
import { hostLabel, signedHosts } from './host.ts';

interface Authorization {
  readonly secretId: string;
  readonly date: string;
  readonly service: string;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
}

const AUTHORIZATION =
  /^TC3-HMAC-SHA256 Credential=([^/,]*)\/(\d{4}-\d\d-\d\d)\/([^/,\s]+)\/tc3_request,\s*SignedHeaders=([^,\s]+),\s*Signature=(\w+)$/;
const UNSIGNED_PAYLOAD = 'UNSIGNED-PAYLOAD';
const SERVICE_LABELS = ['tiw', 'gme', 'trtc'];

/** A call signed with TC3-HMAC-SHA256. The common values are headers. */
export class Tc3Call implements IncomingCall {
  readonly maxBodyBytes = 10 * 1024 * 1024;
  /** Undefined when the header is absent or malformed. */
  readonly #claim: Authorization | undefined;

  constructor(private readonly request: RawRequest) {
    this.#claim = parseAuthorization(request.headers['authorization']);
  }

  get service(): string | undefined {
    return this.#claim?.service;
  }

  readonly common = (name: CommonName): string => this.request.headers[`x-tc-${name.toLowerCase()}`] ?? '';

  readonly title = (name: CommonName): string => `the header X-TC-${name}`;

  readonly secretId = (): string => this.#legible().secretId;

  readonly verify = ({ credential, keys }: KnownCredential, timestamp: number): void => {
    const claim = this.#legible();
    checkScope(this.request, claim, timestamp);
    checkSignature(this.request, claim, credential.secretId, keys, timestamp);
  };

  readonly parameters = (types: ContractTypes, typeName: string): JsonValue => {
    if (this.request.method === 'GET') return parseFlatQuery(types, typeName, this.request.query);
    try {
      return parseJson(this.request.body?.toString('utf8') ?? '');
    } catch {
      throw new Refusal('InvalidParameter', 'The body is not JSON.');
    }
  };

  #legible(): Authorization {
    if (this.#claim) return this.#claim;
    throw new Refusal('AuthFailure.InvalidAuthorization', 'The Authorization header is malformed.');
  }
}

function parseAuthorization(header: string | undefined): Authorization | undefined {
  const parts = AUTHORIZATION.exec(header ?? '');
  if (!parts) return undefined;
  const [, secretId = '', date = '', service = '', names = '', signature = ''] = parts;
  return { secretId, date, service, signedHeaders: names.split(';'), signature };
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

function checkSignature(
  request: RawRequest,
  claim: Authorization,
  secretId: string,
  keys: SigningKeys,
  timestamp: number,
): void {
  const signed = signedValues(request, claim);
  const isUnsigned = request.headers['x-tc-content-sha256'] === UNSIGNED_PAYLOAD;
  const matches = (host: string) => {
    const call = {
      method: request.method === 'GET' ? ('GET' as const) : ('POST' as const),
      service: claim.service,
      contentType: signed['content-type'] ?? '',
      body: isUnsigned ? UNSIGNED_PAYLOAD : (request.body ?? ''),
      query: request.query,
      signedHeaders: { ...signed, host },
      host,
    };
    const expected = signTc3(call, secretId, keys, timestamp);
    return sameText(expected.slice(expected.lastIndexOf('=') + 1), claim.signature);
  };
  if (!signedHosts(signed['host'] ?? '').some(matches)) {
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
