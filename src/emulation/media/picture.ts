import { BitWriter } from './bits.ts';
import { BEATS_A_REEL } from './material.ts';

// H.264 without an encoder. A picture has macroblocks of 16 x 16 pixels. The first picture of a reel has a few
// macroblocks as raw pixels; all other macroblocks repeat the macroblock above or to the left. Every further picture
// repeats the previous picture, except for one macroblock, which moves right by 4 pixels: so the bar grows.

const BLOCK = 16;
const COLUMNS = 16;
const ROWS = 9;
export const WIDTH = COLUMNS * BLOCK;
export const HEIGHT = ROWS * BLOCK;

type Colour = readonly [luma: number, blue: number, red: number];

/** 75 % colour bars of ITU-R BT.601: white, yellow, cyan, green, magenta, red, blue, black. */
const BARS: readonly Colour[] = [
  [180, 128, 128],
  [162, 44, 142],
  [131, 156, 44],
  [112, 72, 58],
  [84, 184, 198],
  [65, 100, 212],
  [35, 212, 114],
  [16, 128, 128],
];
const BLOCKS_A_BAR = COLUMNS / BARS.length;
/** The row of macroblocks with the growing bar, without chroma, which would blur in half-pixel moves. */
const BAR_ROW = ROWS - 1;
const FILLED_LUMA = 235;
const EMPTY_LUMA = 48;
const NEUTRAL = 128;
/** Growth of the bar with each picture, in pixels. */
const STEP = WIDTH / BEATS_A_REEL;

const NAL = { picture: 1, keyPicture: 5, sps: 7, pps: 8 } as const;
/** `nal_ref_idc`: other pictures depend on this picture. */
const REFERENCE = 3;
const SLICE = { p: 5, i: 7 } as const;
const MACROBLOCK = { copyAbove: 1, copyLeft: 2, givenInKey: 25, movedInP: 0 } as const;
const CHROMA = { copyLeft: 1, copyAbove: 2 } as const;
/** `coeff_token` of a block without coefficients, by the coefficients of its neighbours. */
const NO_COEFFICIENTS = { next: [0b000011, 6], others: [0b1, 1] } as const;
const QUARTERS_A_PIXEL = 4;
/** `frame_num` counts the pictures of a reel. */
const FRAME_NUMBER_BITS = Math.log2(BEATS_A_REEL);
const BASELINE = 66;
/** Also of the constrained baseline profile. */
const CONSTRAINTS = 0b1100_0000;
const LEVEL_1_2 = 12;

/** Sequence parameters as a NAL unit. */
export const SPS = nal(
  NAL.sps,
  new BitWriter()
    .put(BASELINE, 8)
    .put(CONSTRAINTS, 8)
    .put(LEVEL_1_2, 8)
    .ue(0) // id
    .ue(FRAME_NUMBER_BITS - 4)
    .ue(2) // pictures are shown in the order in which they come
    .ue(1) // of those before, one is needed
    .put(0, 1) // without gaps in their numbers
    .ue(COLUMNS - 1)
    .ue(ROWS - 1)
    .put(1, 1) // not interlaced
    .put(1, 1) // direct_8x8_inference
    .put(0, 1) // not cropped
    .put(0, 1) // no VUI
    .trail(),
);

/** Picture parameters as a NAL unit. */
export const PPS = nal(
  NAL.pps,
  new BitWriter()
    .ue(0) // id
    .ue(0) // of these sequence parameters
    .put(0, 1) // CAVLC
    .put(0, 1)
    .ue(0) // one slice group
    .ue(0) // one reference in list 0
    .ue(0) // and in list 1
    .put(0, 1) // predictions are not weighted
    .put(0, 2)
    .se(0) // quantisation
    .se(0)
    .se(0)
    .put(1, 1) // a slice says whether its edges are smoothed
    .put(0, 1)
    .put(0, 1)
    .trail(),
);

/** The AVCDecoderConfigurationRecord of MP4, Matroska and FLV. Lengths of NAL units have 4 bytes. */
export const AVC_CONFIGURATION = Buffer.concat([
  Buffer.from([1, BASELINE, CONSTRAINTS, LEVEL_1_2, 0b1111_1100 | 3, 0b1110_0000 | 1, 0, SPS.length]),
  SPS,
  Buffer.from([1, 0, PPS.length]),
  PPS,
]);

/** The pictures of a reel, a NAL unit each. Only the first is a key frame. */
export const PICTURES: readonly Buffer[] = Array.from({ length: BEATS_A_REEL }, (_, index) =>
  index === 0 ? keyPicture() : nextPicture(index),
);

function keyPicture(): Buffer {
  const bits = sliceStart(SLICE.i, 0)
    .ue(0) // idr_pic_id
    .put(0, 1) // the pictures before are still shown
    .put(0, 1); // not kept for long
  sliceEnd(bits);
  for (let row = 0; row < ROWS; row++) {
    for (let column = 0; column < COLUMNS; column++) keyMacroblock(bits, row, column);
  }
  return nal(NAL.keyPicture, bits.trail());
}

function keyMacroblock(bits: BitWriter, row: number, column: number): void {
  if (isGiven(row, column)) {
    bits.ue(MACROBLOCK.givenInKey).align();
    for (const value of pixels(row, column)) bits.put(value, 8);
    return;
  }
  const isAbove = row > 0 && row !== BAR_ROW;
  bits.ue(isAbove ? MACROBLOCK.copyAbove : MACROBLOCK.copyLeft);
  bits.ue(isAbove ? CHROMA.copyAbove : CHROMA.copyLeft);
  bits.se(0); // quantisation
  // A macroblock that is given counts as one with all coefficients.
  const isNext = isGiven(row - 1, column) || isGiven(row, column - 1);
  bits.code(isNext ? NO_COEFFICIENTS.next : NO_COEFFICIENTS.others);
}

function isGiven(row: number, column: number): boolean {
  return (row === 0 && column >= 0 && column % BLOCKS_A_BAR === 0) || (row === BAR_ROW && column === 0);
}

/** The macroblock's samples: all of the brightness, then a quarter as many of each colour. */
function* pixels(row: number, column: number): Generator<number> {
  const [luma, blue, red] = BARS[column / BLOCKS_A_BAR] ?? BARS[0]!;
  for (let index = 0; index < BLOCK * BLOCK; index++) {
    if (row !== BAR_ROW) yield luma;
    else yield index % BLOCK < STEP ? FILLED_LUMA : EMPTY_LUMA;
  }
  const samples = (BLOCK / 2) ** 2;
  for (let index = 0; index < 2 * samples; index++) {
    if (row === BAR_ROW) yield NEUTRAL;
    else yield index < samples ? blue : red;
  }
}

/** The macroblock at the end of the bar becomes the content 4 pixels to the left. */
function nextPicture(index: number): Buffer {
  const moved = BAR_ROW * COLUMNS + Math.floor((index * STEP) / BLOCK);
  const bits = sliceStart(SLICE.p, index)
    .put(0, 1) // as many references as usual
    .put(0, 1) // in the usual order
    .put(0, 1); // which are kept as usual
  sliceEnd(bits)
    .ue(moved) // number of macroblocks that stay
    .ue(MACROBLOCK.movedInP)
    .se(-STEP * QUARTERS_A_PIXEL)
    .se(0)
    .ue(0); // no coefficients
  const others = ROWS * COLUMNS - moved - 1;
  if (others > 0) bits.ue(others);
  return nal(NAL.picture, bits.trail());
}

function sliceStart(type: number, frameNumber: number): BitWriter {
  return new BitWriter()
    .ue(0) // first macroblock
    .ue(type)
    .ue(0) // picture parameters
    .put(frameNumber, FRAME_NUMBER_BITS);
}

function sliceEnd(bits: BitWriter): BitWriter {
  return bits
    .se(0) // quantisation
    .ue(1); // edges are not smoothed
}

/** No three bytes of a NAL unit may look like the start of the next NAL unit. */
function nal(type: number, payload: BitWriter): Buffer {
  const bytes = [(REFERENCE << 5) | type];
  let zeros = 0;
  for (const byte of payload.toBuffer()) {
    if (zeros >= 2 && byte <= 3) {
      bytes.push(3);
      zeros = 0;
    }
    bytes.push(byte);
    zeros = byte === 0 ? zeros + 1 : 0;
  }
  return Buffer.from(bytes);
}
