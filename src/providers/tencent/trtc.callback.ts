import {
  CallbackRejected,
  verified,
  type CallbackNews,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from '../../callbacks/callback.ts';
import { sameText } from '../../wire/digest.ts';
import { printJson } from '../../wire/json.ts';
import { membersOfText, textOfBody } from './callback-body.ts';
import type { CallbackKeys } from './callback-keys.ts';
import { trtcSignature } from './callback-signature.ts';
import { trtcNews } from './trtc.callback-events.ts';

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
    // The account stands in a header only, so it is kept beside the body.
    return verified(printJson({ account, body: textOfBody(body) }));
  }

  read(text: VerifiedText, receivedAt: number): readonly CallbackNews[] {
    const { account, body } = membersOfText(text);
    return [
      trtcNews(
        typeof account === 'string' ? account : null,
        membersOfText(typeof body === 'string' ? body : ''),
        receivedAt,
      ),
    ];
  }
}
