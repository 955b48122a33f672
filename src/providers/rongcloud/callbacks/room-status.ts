import {
  verified,
  type CallbackEvent,
  type SeenNonce,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from '../../../callbacks/callback.ts';
import { NO_NEWS } from '../../reports.ts';
import { readMembers, textIn, timeIn } from './members.ts';
import { partOf, type CallbackSignature } from './signature.ts';

/** A member left: the only number that is documented. */
const MEMBER_LEFT = '12';

/**
 * Callbacks about rooms: created, joined, left, destroyed. RongCloud does not document which number means what, so an
 * event proves only that the room has this session. Whether the session has ended, only a query of the room shows.
 */
export class RongcloudRoomStatusCallback implements CallbackSource {
  readonly path = 'rongcloud/room-status';
  readonly title = 'RongCloud room status';
  readonly isBodySigned = false;
  readonly receipt = '{"code":200}';

  readonly closed?: string;

  constructor(private readonly signature: CallbackSignature) {
    if (signature.closed !== undefined) this.closed = signature.closed;
  }

  verify(request: CallbackRequest): VerifiedText {
    this.signature.check(request);
    this.signature.checkAppKey(partOf(request, 'appKey'));
    return verified(request.body.toString('utf8'));
  }

  nonceOf(request: CallbackRequest): SeenNonce {
    return this.signature.nonceOf(request);
  }

  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[] {
    const body = readMembers(text) ?? {};
    const type = textIn(body, ['event']) ?? 'none';
    const account = this.signature.appKey ?? null; // proven by the signature; the body contains no app key
    const roomId = textIn(body, ['roomid']);
    const sessionId = textIn(body, ['sessionid']);
    const isOfSession = account !== null && roomId !== undefined && sessionId !== undefined;
    return [
      {
        type,
        isKnown: type === MEMBER_LEFT || isOfSession,
        product: null,
        account,
        room: roomId ?? null,
        taskId: null,
        vendorKey: null,
        at: timeIn(body, ['timestamp'], receivedAt) ?? null,
        report: NO_NEWS,
        ...(isOfSession && { session: { account, roomId, sessionId, isOver: false } }),
      },
    ];
  }
}
