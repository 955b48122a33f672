/**
 * Returns an address without the path of PUBLIC_ORIGIN, as `/tape` of `https://example.com/tape`. A proxy may remove
 * the path or keep the path. Any other address stays unchanged.
 */
export function withoutPublicPath(url: string, publicPath: string): string {
  if (publicPath === '' || !url.startsWith(publicPath)) return url;
  const rest = url.slice(publicPath.length);
  if (rest === '' || rest.startsWith('?')) return `/${rest}`;
  return rest.startsWith('/') ? rest : url; // `/tapestry` only begins alike
}
