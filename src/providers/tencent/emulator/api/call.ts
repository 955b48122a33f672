import type { ContractTypes } from '../../../../emulation/contract/contract.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import type { Credentials } from '../../api/account.ts';
import type { SigningKeys } from '../../api/tc3.ts';
import { Refusal } from '../shared/envelope.ts';

/** Names of the common values of a call, for both signature versions. */
export type CommonName = 'Action' | 'Version' | 'Region' | 'Timestamp' | 'Token';

export interface KnownCredential {
  readonly credential: Credentials;
  readonly keys: SigningKeys;
}

/** One call, read by its signature version. */
export interface IncomingCall {
  /** Returns the value as sent; empty if absent. */
  readonly common: (name: CommonName) => string;
  /** Name of the value in messages: `the header X-TC-Action`. */
  readonly title: (name: CommonName) => string;
  /** The service that is signed for; undefined where the signature names none. */
  readonly service: string | undefined;
  readonly maxBodyBytes: number;
  /** Returns the claimed SecretId. Throws `Refusal` if the SecretId cannot be read. */
  readonly secretId: () => string;
  /** Throws `Refusal` unless the credential signed this request at the given time (Unix seconds). */
  readonly verify: (known: KnownCredential, timestamp: number) => void;
  /** Returns the parameters of the action as JSON, without a check against the contract. Throws `Refusal`. */
  readonly parameters: (types: ContractTypes, typeName: string) => JsonValue;
}

/** Returns a required common value. Throws `Refusal` if the value is absent. */
export function required(call: IncomingCall, name: CommonName): string {
  const value = call.common(name);
  if (!value) throw missing(call.title(name));
  return value;
}

export function missing(title: string): Refusal {
  return new Refusal('MissingParameter', `${capitalised(title)} is required.`);
}

export function mismatch(message: string): Refusal {
  return new Refusal('AuthFailure.SignatureFailure', message);
}

export function capitalised(title: string): string {
  return title.charAt(0).toUpperCase() + title.slice(1);
}
