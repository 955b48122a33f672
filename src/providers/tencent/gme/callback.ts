import {
  CallbackRejected,
  verified,
  type CallbackEvent,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from '../../../callbacks/callback.ts';
import { sameText } from '../../../wire/digest.ts';
import { membersOfText, textOfBody } from '../callbacks/body.ts';
import { wholeOf } from '../callbacks/fields.ts';
import type { CallbackKeys } from '../callbacks/keys.ts';
import { GME_SIGNATURE_FORMS, gmeSignature, type GmeSignatureForm } from '../callbacks/signature.ts';
import { gmeEvent } from './callback-events.ts';

/**
 * Callbacks of voice recording. Header `Signature`: HMAC-SHA1 over the raw body with the permission key of the
 * application that the body names.
 */
export class GmeCallback implements CallbackSource {
  readonly path = 'tencent/gme';
  readonly title = 'GME voice recording';
  readonly isBodySigned = true;
  /** The expected answer is not documented, except status 200. */
  readonly receipt = '{"code":0}';
  readonly closed?: string;

  /** Only `form` is ever accepted: one form of many would fit a guess sooner. */
  constructor(
    private readonly keys: CallbackKeys,
    private readonly form: GmeSignatureForm,
  ) {
    if (keys.isEmpty) {
      this.closed = 'TENCENT_GME_CALLBACK_KEYS is not set, so nothing proves that a callback comes from GME.';
    }
  }

  verify({ headers, body }: CallbackRequest): VerifiedText {
    if (this.closed !== undefined) throw new CallbackRejected(this.closed);
    const signature = headers['signature'];
    if (!signature) throw new CallbackRejected('Header Signature is missing.');
    const text = textOfBody(body);
    // Read before the callback is verified, only to choose the key.
    const application = wholeOf(membersOfText(text)['BizID']);
    const key = application === undefined ? undefined : this.keys.of(application);
    if (!key) throw new CallbackRejected('BizID names no application with a key in TENCENT_GME_CALLBACK_KEYS.');
    const fits = (form: GmeSignatureForm): boolean => sameText(signature, gmeSignature(form, key, body));
    if (fits(this.form)) return verified(text);
    const other = GME_SIGNATURE_FORMS.find(fits);
    throw new CallbackRejected(
      other === undefined
        ? 'Signature does not fit body and key: is the key the permission key of the console?'
        : `Signature is right in the form ${other}: set TENCENT_GME_CALLBACK_FORM=${other} to take it.`,
    );
  }

  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[] {
    return [gmeEvent(membersOfText(text), receivedAt)];
  }
}
