import {
  verified,
  type CallbackEvent,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from '../../../callbacks/callback.ts';
import type { JsonMembers } from '../../../domain/recorder.ts';
import { membersOfText } from '../callbacks/body.ts';
import type { CallbackKeys } from '../callbacks/keys.ts';
import { verifiedTiwText } from './callback-sign.ts';
import { tiwGenerationEvent, tiwEvent } from './callback-events.ts';

type ReadBody = (body: JsonMembers, receivedAt: number) => CallbackEvent;

/**
 * A source of TIW's callbacks. The body fields `Sign` and `ExpireTime` prove only that the vendor wrote some message
 * before that time, not this one. So the server believes a callback only after a query of the vendor confirms it.
 */
class TiwLine implements CallbackSource {
  readonly isBodySigned = false;
  readonly receipt = '{"error_code":0}';

  constructor(
    private readonly keys: CallbackKeys,
    readonly path: string,
    readonly title: string,
    private readonly readBody: ReadBody,
  ) {}

  verify({ body, receivedAt }: CallbackRequest): VerifiedText {
    return verified(verifiedTiwText(body, this.keys, receivedAt));
  }

  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[] {
    return [this.readBody(membersOfText(text), receivedAt)];
  }
}

/** Callbacks of whiteboard recording. */
export class TiwCallback extends TiwLine {
  constructor(keys: CallbackKeys) {
    super(keys, 'tencent/tiw', 'TIW recording', tiwEvent);
  }
}

/** Callbacks of video generation, which the vendor lets be sent to an address of their own. */
export class TiwGenerationCallback extends TiwLine {
  constructor(keys: CallbackKeys) {
    super(keys, 'tencent/tiw-video-generation', 'TIW video generation', tiwGenerationEvent);
  }
}
