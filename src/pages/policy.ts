import { hash } from 'node:crypto';

/** What every page forbids: other addresses for anything, frames around it, another base for its links. */
export const CLOSED = [
  "default-src 'none'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** The page's own inline code by digest: nothing that is slipped into it later matches. */
export function hashes(page: string, element: 'script' | 'style'): string {
  const blocks = page.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'));
  return Array.from(blocks, ([, text = '']) => `'sha256-${hash('sha256', text, 'base64')}'`).join(' ');
}

/** The headers of a page under this Content-Security-Policy. */
export function pageHeaders(policy: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}
