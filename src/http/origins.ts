/** Addresses of the development tools that may call from a browser. */
const DEVELOPMENT_ORIGINS = [
  'https://studio.apollographql.com',
  'https://sandbox.embed.apollographql.com',
  /^https?:\/\/(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?$/,
];

/** Where pages may come from that call this server, beside its own. */
export function allowedOrigins(production: boolean, corsOrigins: readonly string[]): (string | RegExp)[] {
  return [...corsOrigins, ...(production ? [] : DEVELOPMENT_ORIGINS)];
}

/**
 * Whether a request may come from where it says. Browsers ask nobody before they open a WebSocket, so the server looks
 * itself. Programs send no origin, and the server's own pages that of its host.
 */
export function mayCall(
  { origin, host }: { readonly origin?: string | undefined; readonly host?: string | undefined },
  allowed: readonly (string | RegExp)[],
): boolean {
  if (origin === undefined) return true;
  if (URL.canParse(origin) && new URL(origin).host === host) return true;
  return allowed.some((known) => (typeof known === 'string' ? known === origin : known.test(origin)));
}
