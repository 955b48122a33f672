import { createHmac } from 'node:crypto';
import { deflateSync, inflateSync } from 'node:zlib';
import { sameText } from '../../../wire/digest.ts';
import { Secret } from '../../../wire/secret.ts';

/** Whom a UserSig lets in, and for how long. */
export interface UserSigClaim {
  readonly userId: string;
  readonly sdkAppId: number;
  /** Unix seconds. */
  readonly issuedAt: number;
  /** Validity in seconds: a duration, although one page of the vendor calls it a time. */
  readonly validFor: number;
}

/** A room of a PrivateMapKey: a number room or a text room. */
export type Room = { readonly number: number } | { readonly text: string };

/** Permissions of a PrivateMapKey, to be added up. */
export const PRIVILEGES = {
  createRoom: 1,
  enterRoom: 2,
  sendAudio: 4,
  receiveAudio: 8,
  sendVideo: 16,
  receiveVideo: 32,
  sendSecondStream: 64,
  receiveSecondStream: 128,
} as const;

/** The ticket that lets a user into rooms of an application (TLSSigAPIv2). Pure. */
export function mintUserSig(key: Secret, claim: UserSigClaim): Secret {
  return seal(key, claim);
}

/** Makes a UserSig that also contains the room and the permissions in it (`TLS.userbuf`). */
export function mintPrivateMapKey(key: Secret, claim: UserSigClaim, room: Room, privileges: number): Secret {
  return seal(key, claim, permissionBuffer(claim, room, privileges).toString('base64'));
}

/** Makes the binary part of a PrivateMapKey. Numbers are big-endian; the expiry is a point in time. */
export function permissionBuffer(claim: UserSigClaim, room: Room, privileges: number): Buffer {
  const userId = Buffer.from(claim.userId);
  const text = 'text' in room ? Buffer.from(room.text) : undefined;
  const parts = [
    Buffer.from([text ? 1 : 0]),
    uint16(userId.length),
    userId,
    uint32(claim.sdkAppId),
    uint32('number' in room ? room.number : 0),
    uint32(claim.issuedAt + claim.validFor),
    uint32(privileges),
    uint32(0), // account type, always this
  ];
  if (text) parts.push(uint16(text.length), text);
  return Buffer.concat(parts);
}

/** Returns the room in the binary part of a PrivateMapKey; undefined: unreadable, or without a room. */
export function permittedRoom(userbuf: string): Room | undefined {
  const buffer = Buffer.from(userbuf, 'base64');
  const afterUser = buffer.length < 3 ? Infinity : 3 + buffer.readUInt16BE(1);
  if (buffer.length < afterUser + 20) return undefined;
  const number = buffer.readUInt32BE(afterUser + 4);
  if (buffer[0] === 0) return number === 0 ? undefined : { number };
  const text = afterUser + 22;
  if (buffer[0] !== 1 || buffer.length < text) return undefined;
  return { text: buffer.subarray(text, text + buffer.readUInt16BE(text - 2)).toString() };
}

/** Content of an unpacked ticket, with the vendor's names. */
export interface UserSigContent {
  'TLS.ver': string;
  'TLS.identifier': string;
  'TLS.sdkappid': number;
  'TLS.time': number;
  'TLS.expire': number;
  'TLS.sig': string;
  'TLS.userbuf'?: string;
}

/** Largest ticket worth reading, unpacked. A real one has some hundred bytes. */
const MAX_CONTENT_BYTES = 4096;
/** Maximum length of a ticket. Incompressible content grows by a third in base64. */
const MAX_TICKET_CHARACTERS = 6144;

/**
 * Unpacks a ticket without checking its validity; undefined: not a ticket. Bounds the size before and while unpacking,
 * because any client can send a ticket.
 */
export function readUserSig(ticket: string): UserSigContent | undefined {
  if (ticket.length > MAX_TICKET_CHARACTERS) return undefined;
  try {
    const packed = Buffer.from(
      ticket.replace(/[*\-_]/g, (sign) => FROM_URL[sign]!),
      'base64',
    );
    const content = JSON.parse(inflateSync(packed, { maxOutputLength: MAX_CONTENT_BYTES }).toString()) as unknown;
    return typeof content === 'object' && content !== null ? (content as UserSigContent) : undefined;
  } catch {
    return undefined;
  }
}

/** Whether the key made this ticket. Says nothing of its time. */
export function isSignedBy(key: Secret, content: UserSigContent): boolean {
  const claim: UserSigClaim = {
    userId: content['TLS.identifier'],
    sdkAppId: content['TLS.sdkappid'],
    issuedAt: content['TLS.time'],
    validFor: content['TLS.expire'],
  };
  return sameText(signature(key, claim, content['TLS.userbuf']), content['TLS.sig']);
}

const TO_URL: Readonly<Record<string, string>> = { '+': '*', '/': '-', '=': '_' };
const FROM_URL: Readonly<Record<string, string>> = { '*': '+', '-': '/', _: '=' };

function seal(key: Secret, claim: UserSigClaim, userbuf?: string): Secret {
  const content: UserSigContent = {
    'TLS.ver': '2.0',
    'TLS.identifier': claim.userId,
    'TLS.sdkappid': claim.sdkAppId,
    'TLS.time': claim.issuedAt,
    'TLS.expire': claim.validFor,
    ...(userbuf !== undefined && { 'TLS.userbuf': userbuf }),
    'TLS.sig': signature(key, claim, userbuf),
  };
  const packed = deflateSync(JSON.stringify(content)).toString('base64');
  return new Secret(packed.replace(/[+/=]/g, (sign) => TO_URL[sign]!));
}

function signature(key: Secret, { userId, sdkAppId, issuedAt, validFor }: UserSigClaim, userbuf?: string): string {
  const lines = [
    `TLS.identifier:${userId}`,
    `TLS.sdkappid:${sdkAppId}`,
    `TLS.time:${issuedAt}`,
    `TLS.expire:${validFor}`,
    ...(userbuf === undefined ? [] : [`TLS.userbuf:${userbuf}`]),
  ];
  return createHmac('sha256', key.reveal())
    .update(`${lines.join('\n')}\n`)
    .digest('base64');
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}
