import {
  verified,
  type CallbackEvent,
  type SeenNonce,
  type CallbackRequest,
  type CallbackSource,
  type VerifiedText,
} from '../../../callbacks/callback.ts';
import type { FileReport, Report } from '../../../domain/recorder.ts';
import { RecordingCause, type VendorReason } from '../../../domain/recording.ts';
import { NO_NEWS } from '../../reports.ts';
import { readMembers, textIn, timeIn, type Members } from '../callbacks/members.ts';
import type { CallbackSignature } from '../callbacks/signature.ts';
import { findTag } from '../callbacks/extra-tag.ts';
import { filesIn } from './callback-files.ts';
import { RONGCLOUD_RTC } from './product.ts';

/** Codes that report no problem. */
const NORMAL: readonly string[] = ['10000', '200'];

/** Maximum lead of a time in a body over the server's clock, in ms. A later time counts as wrong. */
const MAX_AHEAD_MS = 300_000;

const MAX_EXTRA = 4000;

type Teller = (body: Members, at: number) => Report;

/** Meaning of each documented type. */
const TELLERS: Readonly<Record<string, Teller>> = {
  // Started.
  1: (_body, at) => ({ facts: [{ kind: 'running', at }] }),
  // A slice is finished, and will be uploaded.
  2: (body, at) => ({ facts: [], files: filesIn(body, 'PROCESSING', at) }),
  // Ended.
  3: (body, at) => {
    const fault = faultOf(body);
    const cause = fault ? RecordingCause.VENDOR_FAULT : RecordingCause.GONE;
    return { facts: [{ kind: 'ended', at, cause }], ...(fault && { notes: [fault] }) };
  },
  // A file is uploaded.
  4: (body, at) => ({ facts: [], files: uploaded(body, at) }),
};

/** Callbacks about recordings. */
export class RongcloudRecordingCallback implements CallbackSource {
  readonly path = 'rongcloud/recording';
  readonly title = 'RongCloud recording';
  readonly isBodySigned = false;
  readonly receipt = '{"code":200}';

  readonly closed?: string;

  constructor(private readonly signature: CallbackSignature) {
    if (signature.closed !== undefined) this.closed = signature.closed;
  }

  verify(request: CallbackRequest): VerifiedText {
    this.signature.check(request);
    const text = request.body.toString('utf8');
    this.signature.checkAppKey(textIn(readMembers(text) ?? {}, ['appkey']));
    return verified(text);
  }

  nonceOf(request: CallbackRequest): SeenNonce {
    return this.signature.nonceOf(request);
  }

  read(text: VerifiedText, receivedAt: number): readonly CallbackEvent[] {
    const body = readMembers(text) ?? {};
    const type = textIn(body, ['type']) ?? 'none';
    const reported = timeIn(body, ['timestamp'], receivedAt) ?? null;
    const at = reported !== null && reported <= receivedAt + MAX_AHEAD_MS ? reported : receivedAt;
    const taskId = textIn(body, ['recordid']) ?? null;
    const tell = Object.hasOwn(TELLERS, type) ? TELLERS[type] : undefined;
    return [
      {
        type,
        isKnown: tell !== undefined,
        product: RONGCLOUD_RTC.name,
        account: textIn(body, ['appkey']) ?? null,
        room: textIn(body, ['roomid']) ?? null,
        taskId,
        vendorKey: findTag(textIn(body, ['extra'], MAX_EXTRA) ?? '') ?? null,
        at: reported,
        report: tell ? ofTask(taskId, at, tell(body, at)) : NO_NEWS,
      },
    ];
  }
}

/** Any report about a recording also implies that its start succeeded. */
function ofTask(taskId: string | null, at: number, reported: Report): Report {
  return taskId === null ? reported : { ...reported, facts: [{ kind: 'accepted', at, taskId }, ...reported.facts] };
}

/** Returns the problem that a callback reports, if any: a code that the other callbacks do not use for success. */
function faultOf(body: Members): VendorReason | undefined {
  const code = textIn(body, ['code', 'statecode']);
  if (code === undefined || NORMAL.includes(code)) return undefined;
  return { code, message: textIn(body, ['errormessage', 'message', 'msg']) ?? null };
}

/**
 * Returns the uploaded file. If its name is unreadable, names the file by the time of the report, because even the
 * existence of a file matters.
 */
function uploaded(body: Members, at: number): FileReport[] {
  const reason = faultOf(body);
  const state = reason ? 'FAILED' : 'READY';
  const files = filesIn(body, state, at);
  const userId = textIn(body, ['userid']);
  const unnamed = {
    name: `unnamed ${at} ${userId ?? 'mixed'}`,
    state,
    ...(userId !== undefined && { userId }),
  } as const;
  const reported = files.length > 0 ? files : [unnamed];
  return reported.map((file) => ({ ...file, ...(reason && { reason }) }));
}
