import type { Outcome, RawRequest } from '../server/loopback-server.ts';
import { bytesOf, type MadeFile } from './file.ts';

/** The files are test pictures, so any page may read the files. */
const OPEN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': 'accept-ranges, content-length, content-range',
  'cross-origin-resource-policy': 'cross-origin',
} as const;
const METHODS = 'GET, HEAD, OPTIONS';

/** Requested bytes, both ends included. */
interface Range {
  readonly first: number;
  readonly last: number;
}

/** Answers GET and HEAD with the file, or with one requested range of bytes. */
export function answerWithFile(file: MadeFile, { method, headers }: RawRequest): Outcome {
  if (method !== 'GET' && method !== 'HEAD') return plain(405, 'Files can be read only.', { allow: METHODS });
  const range = method === 'GET' ? rangeOf(headers['range'], file.size) : undefined;
  if (range === 'outside') {
    return plain(416, 'The file ends before this range.', { 'content-range': `bytes */${file.size}` });
  }
  const { first, last } = range ?? { first: 0, last: file.size - 1 };
  const replyHeaders = {
    ...OPEN,
    'content-type': file.contentType,
    'content-length': String(last - first + 1),
    'accept-ranges': 'bytes',
    'cache-control': 'no-cache',
    'x-content-type-options': 'nosniff',
    ...(range && { 'content-range': `bytes ${first}-${last}/${file.size}` }),
  };
  if (method === 'HEAD') return { status: 200, headers: replyHeaders, body: '' };
  return { status: range ? 206 : 200, headers: replyHeaders, chunks: bytesOf(file, first, last + 1) };
}

/** Allows pages of other origins to request ranges. */
export function preflight(): Outcome {
  const headers = { ...OPEN, 'access-control-allow-methods': METHODS, 'access-control-allow-headers': 'range' };
  return { status: 204, headers, body: '' };
}

export function notFound(): Outcome {
  return plain(404, 'No recording has this file, or it is not there yet.');
}

/** Returns undefined if the whole file is to be sent: without a valid range, or for several ranges. */
function rangeOf(header: string | undefined, size: number): Range | 'outside' | undefined {
  const [, from = '', to = ''] = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '') ?? [];
  if (from === '' && to === '') return undefined;
  if (from === '') return to.match(/^0+$/) ? 'outside' : { first: Math.max(0, size - Number(to)), last: size - 1 };
  const first = Number(from);
  const last = to === '' ? size - 1 : Math.min(Number(to), size - 1);
  if (to !== '' && Number(to) < first) return undefined;
  return first < size ? { first, last } : 'outside';
}

function plain(status: number, text: string, more: Readonly<Record<string, string>> = {}): Outcome {
  return { status, headers: { ...OPEN, 'content-type': 'text/plain; charset=utf-8', ...more }, body: `${text}\n` };
}
