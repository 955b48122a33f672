import { hash } from 'node:crypto';

/** Directives of every page: no other origins, no frames around the page, no other base for links. */
export const CLOSED = [
  "default-src 'none'",
  'img-src data:',
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
];

/** Returns the digests of the inline code of a page: injected code matches no digest. */
export function hashes(page: string, element: 'script' | 'style'): string {
  const blocks = page.matchAll(new RegExp(`<${element}>(.*?)</${element}>`, 'gs'));
  return Array.from(blocks, ([, text = '']) => `'sha256-${hash('sha256', text, 'base64')}'`).join(' ');
}

/** Returns the headers of a page with a Content-Security-Policy. */
export function pageHeaders(policy: readonly string[]): Record<string, string> {
  return {
    'content-security-policy': policy.join('; '),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cache-control': 'no-cache',
  };
}
