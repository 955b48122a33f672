import { hasArea, type Box } from './geometry.ts';
import { LayoutStreamKind, type Canvas, type LayoutStream } from './layout.ts';

/** The properties of a window that are drawn. */
export interface DrawnWindow extends Box {
  readonly place: number;
  readonly layer: number;
  /** The stream in the window. */
  readonly guest: LayoutStream | undefined;
  /** Name of the expected stream of an empty window. */
  readonly label: string | undefined;
  readonly opacity: number;
}

/** Height of a line of text, in font sizes. */
const LINE = 1.22;

const KINDS: Record<LayoutStreamKind, string> = {
  [LayoutStreamKind.MAIN]: '',
  [LayoutStreamKind.SECOND]: ' (second)',
  [LayoutStreamKind.WHITEBOARD]: 'whiteboard',
};

/**
 * Draws a layout as self-contained SVG, without scripts, style sheets and URLs. One unit is one pixel of the canvas.
 * `windows` are drawn in the given order.
 */
export function drawing({ width, height, backgroundColor }: Canvas, windows: readonly DrawnWindow[]): string {
  const unit = Math.max(width, height);
  const shown = windows.filter(hasArea);
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" role="img" font-family="system-ui, sans-serif">`,
    `<title>Layout of ${windows.length} places on ${width} x ${height} pixels</title>`,
    `<rect width="${width}" height="${height}" fill="${escaped(backgroundColor)}"/>`,
    ...shown.map((window) => drawn(window, unit)),
    '</svg>',
  ].join('\n');
}

/** Draws a window: a clipping frame with colour and text. An empty window is transparent. */
function drawn(window: DrawnWindow, unit: number): string {
  const { x, y, width, height, place, guest, opacity } = window;
  const line = Math.max(0.5, unit / 500);
  const paint = guest
    ? `fill="${colour(place)}" fill-opacity="${short(opacity)}" stroke="#222222"`
    : `fill="#ffffff" fill-opacity="0.15" stroke="#909090" stroke-dasharray="${short(line * 4)} ${short(line * 3)}"`;
  const inset = short(line / 2);
  const [inner, deep] = [width, height].map((length) => short(Math.max(0, length - line)));
  return [
    `<svg x="${x}" y="${y}" width="${width}" height="${height}">`,
    `<rect x="${inset}" y="${inset}" width="${inner}" height="${deep}" ${paint} stroke-width="${short(line)}"/>`,
    ...lines(window, unit),
    '</svg>',
  ].join('');
}

/**
 * Returns the text of a window, in the largest readable size at which all lines fit. The text begins at the top; in an
 * empty window the text is at the bottom on a plate, away from the text of a picture behind.
 */
function lines(window: DrawnWindow, unit: number): string[] {
  const { width, height, place, layer, x, y, guest } = window;
  const texts = [`#${place} ${nameOf(window)}`, `${width}×${height}`, `at ${x},${y}`, `layer ${layer}`];
  const longest = Math.max(...texts.map(ems));
  const fitting = Math.min(width / (longest + 0.8), height / (texts.length * LINE + 0.3));
  const size = Math.min(Math.max(fitting, unit / 80), unit / 28);
  const shown = texts.slice(0, Math.max(1, Math.floor((height - size * 0.2) / (size * LINE))));
  const first = guest ? size * 1.1 : height - size * (0.4 + LINE * (shown.length - 1));
  const plate = `<rect y="${short(first - size * 1.1)}" width="${short((longest + 0.8) * size)}" height="${height}" fill="#333333"/>`;
  return [
    ...(guest ? [] : [plate]),
    ...shown.map((text, row) => {
      const at = `x="${short(size * 0.4)}" y="${short(first + size * LINE * row)}"`;
      const paint = `fill="${guest ? '#111111' : '#ffffff'}"${row === 0 ? ' font-weight="bold"' : ''}`;
      return `<text ${at} font-size="${short(size)}" ${paint}>${escaped(cut(text, width / size - 0.6))}</text>`;
    }),
  ];
}

function nameOf({ guest, label }: DrawnWindow): string {
  if (!guest) return label === undefined ? 'free' : `waits for ${label}`;
  const owner = guest.userId ?? guest.streamId ?? '';
  return guest.kind === LayoutStreamKind.WHITEBOARD ? KINDS[guest.kind] : `${owner}${KINDS[guest.kind]}`;
}

/** Returns a light colour. Each hue differs from the previous hue by the golden angle, so neighbours differ clearly. */
function colour(place: number): string {
  const hue = Math.round((place * 137.508 + 205) % 360);
  return `hsl(${hue}, 70%, ${place % 2 === 0 ? 82 : 72}%)`;
}

/** Returns the approximate width of a text, in font sizes. */
function ems(text: string): number {
  return Array.from(text).reduce((sum, character) => sum + (character.codePointAt(0)! < 0x2e80 ? 0.6 : 1), 0);
}

/** Shortens a text to a width in font sizes. */
function cut(text: string, room: number): string {
  if (ems(text) <= room) return text;
  let kept = '';
  for (const character of text) {
    if (ems(`${kept}${character}…`) > room) break;
    kept += character;
  }
  return `${kept}…`;
}

// Characters that XML 1.0 does not allow, lone surrogates included.
// eslint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Surrogate}/gu;
const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' };

/** Escapes text for an element or an attribute. */
export function escaped(text: string): string {
  return text.replace(NOT_XML, '\ufffd').replace(/[&<>"']/g, (character) => ENTITIES[character]!);
}

function short(number: number): number {
  return Math.round(number * 100) / 100;
}
