import { BitWriter } from './bits.ts';

// Packets of MPEG transport streams: 188 bytes each, with a counter for each kind.

export const PACKET_SIZE = 188;
const SYNC = 0x47;
const HEADER_SIZE = 4;
const ROOM = PACKET_SIZE - HEADER_SIZE;
/** Adaptation fields: length, flags, and an optional clock. */
const CLOCK_FIELD_SIZE = 8;
const FLAGS = { entry: 0x40, clock: 0x10 } as const;
const STUFFING = 0xff;

/** Kinds of packets. */
export const PID = { programs: 0, program: 0x1000, picture: 0x100, sound: 0x101 } as const;
export type Pid = (typeof PID)[keyof typeof PID];

/** Number of packets of a kind before, modulo 16. */
export type Counters = Record<Pid, number>;

/** Returns the number of packets for a unit of a number of bytes. */
export function packetCount(unitBytes: number, hasClock: boolean): number {
  return Math.ceil((unitBytes + (hasClock ? CLOCK_FIELD_SIZE : 0)) / ROOM);
}

/** Splits the unit into packets. `clock`: arrival of the first, at 90 kHz. `isEntry`: a player can start here. */
export function packets(pid: Pid, unit: Buffer, counters: Counters, clock?: number, isEntry = false): Buffer[] {
  const made: Buffer[] = [];
  let field = clock === undefined ? Buffer.alloc(0) : clockField(clock, isEntry);
  for (let start = 0; start < unit.length;) {
    const part = unit.subarray(start, start + ROOM - field.length);
    const missing = ROOM - field.length - part.length;
    if (missing > 0) field = stuffed(field, missing);
    made.push(Buffer.concat([header(pid, start === 0, field.length > 0, counters[pid]), field, part]));
    counters[pid] = (counters[pid] + 1) % 16;
    start += part.length;
    field = Buffer.alloc(0);
  }
  return made;
}

/** A table in one packet. */
export function tablePacket(pid: Pid, section: Buffer, counters: Counters): Buffer {
  const pointer = Buffer.from([0]);
  const unused = Buffer.alloc(ROOM - pointer.length - section.length, STUFFING);
  const packet = Buffer.concat([header(pid, true, false, counters[pid]), pointer, section, unused]);
  counters[pid] = (counters[pid] + 1) % 16;
  return packet;
}

function header(pid: number, isFirst: boolean, hasField: boolean, counter: number): Buffer {
  return new BitWriter()
    .put(SYNC, 8)
    .put(0, 1)
    .put(isFirst ? 1 : 0, 1)
    .put(0, 1)
    .put(pid, 13)
    .put(0, 2) // not scrambled
    .put(hasField ? 0b11 : 0b01, 2)
    .put(counter, 4)
    .toBuffer();
}

function clockField(clock: number, isEntry: boolean): Buffer {
  const flags = FLAGS.clock | (isEntry ? FLAGS.entry : 0);
  const bits = new BitWriter().put(CLOCK_FIELD_SIZE - 1, 8).put(flags, 8);
  return putClock(bits, clock).put(0b111111, 6).put(0, 9).toBuffer();
}

/** 33 bits, more than a bit operation has. */
function putClock(bits: BitWriter, clock: number): BitWriter {
  const wrapped = clock % 2 ** 33;
  return bits.put(Math.floor(wrapped / 2 ** 32), 1).put(wrapped % 2 ** 32, 32);
}

/** The field with so many bytes more. */
function stuffed(field: Buffer, missing: number): Buffer {
  if (field.length > 0) {
    const longer = Buffer.concat([field, Buffer.alloc(missing, STUFFING)]);
    longer[0] = longer.length - 1;
    return longer;
  }
  if (missing === 1) return Buffer.from([0]);
  return Buffer.concat([Buffer.from([missing - 1, 0]), Buffer.alloc(missing - 2, STUFFING)]);
}
