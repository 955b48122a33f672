/**
 * Returns an address without the path that the server is published below, as `/tape` of `https://example.com/tape`. A proxy
 * may cut that path off or pass it on: the server takes both. Other addresses stay as they are.
 */
export function withoutPublicPath(url: string, publicPath: string): string {
  if (publicPath === '' || !url.startsWith(publicPath)) return url;
  const rest = url.slice(publicPath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url; // `/tapestry` only begins alike
}
