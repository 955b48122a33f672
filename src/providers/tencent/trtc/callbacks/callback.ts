import {
  CallbackRejected,
  verified,
  type CallbackEvent,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from '../../../../callbacks/callback.ts';
import { maskUrlsWithin } from '../../../../wire/mask-urls.ts';
import { sameText } from '../../../../wire/digest.ts';
import { printJson } from '../../../../wire/json.ts';
import { membersOfText, textOfBody } from '../../callbacks/body.ts';
import { membersOf, wholeOf } from '../../callbacks/fields.ts';
import type { CallbackKeys } from '../../callbacks/keys.ts';
import { trtcSignature } from '../../callbacks/signature.ts';
import { trtcEvent } from './callback-events.ts';

/** Lower times are in seconds: as milliseconds they would be older than TRTC. */
const FIRST_MS = 100_000_000_000;

/**
 * Callbacks of room and web page recording; the console has one address for both.
 * Header `Sign`: base64 of HMAC-SHA256 over the raw body, with the key of the application that header `SdkAppId` names.
 */
export class TrtcCallback implements CallbackSource {
  readonly path = 'tencent/trtc';
  readonly title = 'TRTC room and web page recording';
  readonly isBodySigned = true;
  readonly receipt = '{"code":0}';
  readonly closed?: string;

  constructor(private readonly keys: CallbackKeys) {
    if (keys.isEmpty) {
      this.closed = 'TENCENT_TRTC_CALLBACK_KEYS is not set, so nothing proves that a callback comes from TRTC.';
    }
  }

  verify({ headers, body }: CallbackRequest): VerifiedText {
    if (this.closed !== undefined) throw new CallbackRejected(this.closed);
    const account = headers['sdkappid'] ?? '';
    const key = /^[1-9]\d{0,9}$/.test(account) ? this.keys.of(Number(account)) : undefined;
    if (!key) {
      throw new CallbackRejected('Header SdkAppId names no application with a key in TENCENT_TRTC_CALLBACK_KEYS.');
    }
    const sign = headers['sign'];
    if (!sign) {
      throw new CallbackRejected('Header Sign is missing: is the key set in the console, too?');
    }
    if (!sameText(sign, trtcSignature(key, body))) {
      throw new CallbackRejected('Sign does not fit body and key: is the key the one of the console?');
    }
    // Only a header contains the account, so the account is stored together with the body.
    return verified(printJson({ account, body: withoutCredentials(textOfBody(body)) }));
  }

  /** TRTC dates every callback and signs that. Nothing in its header says until when a signature holds. */
  sentAt(text: VerifiedText): number | undefined {
    const { body } = membersOfText(text);
    const { CallbackTs, EventInfo } = membersOfText(typeof body === 'string' ? body : '');
    const { EventMsTs, EventTs } = membersOf(EventInfo);
    const reported = [CallbackTs, EventMsTs, EventTs]
      .map((value) => wholeOf(value))
      .find((value) => value !== undefined);
    return reported !== undefined && reported < FIRST_MS ? reported * 1000 : reported;
  }

  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[] {
    const { account, body } = membersOfText(text);
    return [
      trtcEvent(
        typeof account === 'string' ? account : null,
        membersOfText(typeof body === 'string' ? body : ''),
        receivedAt,
      ),
    ];
  }
}

/** The event that names addresses of files. All other addresses come from starts, as that of a picture in 309. */
const FILE_ADDRESS = '"VideoUrl"';

/** Masks the credentials of the caller in a body. Keeps the addresses of files, which may be signed. */
function withoutCredentials(body: string): string {
  return body.includes(FILE_ADDRESS) ? body : maskUrlsWithin(body);
}
