import type { ContractTypes } from '../../../../emulation/contract/contract.ts';
import type { JsonValue } from '../../../../wire/json.ts';
import type { Credentials } from '../../api/account.ts';
import type { SigningKeys } from '../../api/tc3.ts';
import { Refusal } from '../shared/envelope.ts';

/** What a call says of itself, whichever way it is signed. */
export type CommonName = 'Action' | 'Version' | 'Region' | 'Timestamp' | 'Token';

/** A credential that the emulator knows. */
export interface KnownCredential {
  readonly credential: Credentials;
  /** What TC3 signs with. */
  readonly keys: SigningKeys;
}

/** One call, read in the way in which it is signed. */
export interface IncomingCall {
  /** As sent; empty when it is absent. */
  readonly common: (name: CommonName) => string;
  /** What the caller has to look for: `the header X-TC-Action`. */
  readonly title: (name: CommonName) => string;
  /** The service that is signed for; undefined where the signature names none. */
  readonly service: string | undefined;
  readonly maxBodyBytes: number;
  /** Who claims to call. Throws `Refusal` when nobody legible does. */
  readonly secretId: () => string;
  /** Throws `Refusal` unless the credential signed this very request at that time (in Unix seconds). */
  readonly verify: (known: KnownCredential, timestamp: number) => void;
  /** The parameters of the action as JSON; whether they obey the contract is not looked at. Throws `Refusal`. */
  readonly parameters: (types: ContractTypes, typeName: string) => JsonValue;
}

/** A common value that the vendor asks for. Throws `Refusal` when it is absent. */
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
