import type { ContractTypes } from '../../../../emulation/contract/contract.ts';
import type { RawRequest } from '../../../../emulation/server/loopback-server.ts';
import { sameText } from '../../../../wire/digest.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import { Refusal } from '../shared/envelope.ts';
import { mismatch, missing, type CommonName, type IncomingCall, type KnownCredential } from './call.ts';
import { parseFlatQuery } from './flat-query.ts';
import { hostOf, signedHosts } from './host.ts';
import { signV1, type V1Method } from './signature-v1.ts';

/** Parameters of every call. No action has a parameter with one of these names. */
const COMMON_PARAMETERS: ReadonlySet<string> = new Set([
  'Action',
  'Version',
  'Region',
  'Timestamp',
  'Nonce',
  'SecretId',
  'Signature',
  'SignatureMethod',
  'Token',
  'Language',
  'RequestClient',
]);

/** A call signed with signature version 1. The common values are parameters. */
export class V1Call implements IncomingCall {
  readonly maxBodyBytes = 1024 * 1024;
  readonly service = undefined;
  readonly #parameters: URLSearchParams;

  constructor(
    private readonly request: RawRequest,
    private readonly text: string,
  ) {
    this.#parameters = new URLSearchParams(text);
  }

  /** Returns the call if the request has this form. */
  static from(request: RawRequest): V1Call | undefined {
    const { headers } = request;
    if (headers['authorization'] !== undefined || headers['x-tc-action'] !== undefined) return undefined;
    const text = flatText(request);
    if (text === undefined) return undefined;
    const call = new V1Call(request, text);
    return ['Action', 'SecretId', 'Signature'].some((name) => call.#parameters.has(name)) ? call : undefined;
  }

  readonly common = (name: CommonName): string => this.#parameters.get(name) ?? '';

  readonly title = (name: CommonName): string => `the parameter ${name}`;

  readonly secretId = (): string => this.#required('SecretId');

  readonly verify = ({ credential }: KnownCredential): void => {
    if (!/^\d{1,20}$/.test(this.#required('Nonce'))) {
      throw new Refusal('InvalidParameter', 'The parameter Nonce must be a number from 0 on.');
    }
    const signature = this.#required('Signature');
    // The vendor treats every other value as HmacSHA1.
    const algorithm: V1Method = this.#parameters.get('SignatureMethod') === 'HmacSHA256' ? 'HmacSHA256' : 'HmacSHA1';
    const method = this.request.method === 'GET' ? 'GET' : 'POST';
    const matches = (host: string) =>
      sameText(signV1({ method, host, parameters: this.#parameters }, credential.secretKey, algorithm), signature);
    if (!signedHosts(hostOf(this.request)).some(matches)) {
      throw mismatch('The signature does not match the request that arrived.');
    }
  };

  readonly parameters = (types: ContractTypes, typeName: string): JsonValue =>
    parseFlatQuery(types, typeName, this.text, COMMON_PARAMETERS);

  #required(name: string): string {
    const value = this.#parameters.get(name);
    if (!value) throw missing(`the parameter ${name}`);
    return value;
  }
}

/** Returns the text with the parameters: the query of a GET, the form of a POST. */
function flatText({ method, query, headers, body }: RawRequest): string | undefined {
  if (method === 'GET') return query;
  const isForm = /^application\/x-www-form-urlencoded\s*(?:;|$)/i.test(headers['content-type'] ?? '');
  return isForm ? body?.toString('utf8') : undefined;
}
