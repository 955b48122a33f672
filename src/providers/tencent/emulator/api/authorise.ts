import type { Credentials } from '../../api/account.ts';
import { signingKeys } from '../../api/tc3.ts';
import { sameText } from '../../../../wire/digest.ts';
import { Refusal } from '../shared/envelope.ts';
import { capitalised, required, type IncomingCall, type KnownCredential } from './call.ts';

const CLOCK_TOLERANCE_S = 300;

/** Authenticates the caller. A credential with a token is valid only together with the token. `now` is in ms. */
export class Authoriser {
  readonly #known: ReadonlyMap<string, KnownCredential>;

  constructor(
    credentials: readonly Credentials[],
    private readonly now: () => number,
  ) {
    this.#known = new Map(
      credentials.map((credential) => [credential.secretId, { credential, keys: signingKeys(credential.secretKey) }]),
    );
  }

  /** Returns the SecretId. Throws `Refusal` unless a known credential signed this request within five minutes. */
  authorise(call: IncomingCall): string {
    const secretId = call.secretId();
    const known = this.#known.get(secretId);
    if (!known) throw new Refusal('AuthFailure.SecretIdNotFound', 'The SecretId is not known.');
    const timestamp = this.#timestamp(call);
    if (!sameText(call.common('Token'), known.credential.token?.reveal() ?? '')) {
      throw new Refusal(
        'AuthFailure.TokenFailure',
        `${capitalised(call.title('Token'))} does not belong to the SecretId.`,
      );
    }
    call.verify(known, timestamp);
    return secretId;
  }

  #timestamp(call: IncomingCall): number {
    const text = required(call, 'Timestamp');
    const title = capitalised(call.title('Timestamp'));
    if (!/^\d{1,15}$/.test(text)) throw new Refusal('InvalidParameter', `${title} must be Unix seconds.`);
    const timestamp = Number(text);
    if (Math.abs(this.now() / 1000 - timestamp) > CLOCK_TOLERANCE_S) {
      throw new Refusal('AuthFailure.SignatureExpire', `${title} is more than 5 minutes off the server clock.`);
    }
    return timestamp;
  }
}
