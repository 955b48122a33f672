import type { RawRequest } from '../../../../emulation/server/loopback-server.ts';

/** The first label of the host that was called: the service's name, unless the host is an address. */
export function hostLabel(request: RawRequest): string {
  const [label = ''] = hostOf(request).split(/[.:]/, 1);
  return label.toLowerCase();
}

/** Whether the host is an address of this machine, which names no service. */
export function isAddress(request: RawRequest): boolean {
  return /^(?:localhost|\d{1,3}(?:\.\d{1,3}){3})(?::\d+)?$/i.test(hostOf(request));
}

/** Both forms of the host that callers sign: official SDKs omit the port although the Host header has the port. */
export function signedHosts(host: string): readonly string[] {
  return [host, host.replace(/:\d+$/, '')];
}

export function hostOf(request: RawRequest): string {
  return request.headers['host'] ?? '';
}
