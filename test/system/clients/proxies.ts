import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import path from 'node:path';
import { createProxyServer } from 'http-proxy-3';
import { onTestFinished } from 'vitest';
import { temporaryFolder } from '../../shared/stores.ts';

/** Starts a proxy in front of a server and returns the proxy's origin. The proxy ends with the test. */
export type StartProxy = (origin: string) => Promise<string>;

/** A port that was free a moment ago: nginx cannot report a port that the system chose. */
async function freePort(): Promise<number> {
  const server: Server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const overHttpProxy: StartProxy = async (origin) => {
  const port = await freePort();
  const proxy = createProxyServer({ target: origin, ws: true, xfwd: true });
  proxy.listen(port, '127.0.0.1');
  onTestFinished(() => new Promise<void>((resolve) => proxy.close(() => resolve())));
  return `http://127.0.0.1:${port}`;
};

/** As in docs/subscriptions.md. All other settings are nginx's defaults, including host name and buffering. */
const LOCATION = (origin: string): string => `
      proxy_pass ${origin};
      proxy_http_version 1.1;
      proxy_set_header Upgrade $http_upgrade;
      proxy_set_header Connection $connection_upgrade;
      proxy_read_timeout 1h;`;

const overNginx: StartProxy = async (origin) => {
  const [port, folder] = [await freePort(), temporaryFolder()];
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    (kind) => `${kind}_temp_path ${folder}/${kind};`,
  );
  writeFileSync(
    path.join(folder, 'nginx.conf'),
    `daemon off; pid ${folder}/pid; error_log stderr notice; events {}
http {
  access_log off; ${temporary.join(' ')}
  map $http_upgrade $connection_upgrade { default upgrade; '' ''; }
  server { listen 127.0.0.1:${port}; location / {${LOCATION(origin)} } }
}`,
  );
  const nginx = spawn('nginx', ['-p', folder, '-c', path.join(folder, 'nginx.conf')], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  onTestFinished(async () => {
    const gone = once(nginx, 'close');
    nginx.kill('SIGTERM');
    await gone;
  });
  let written = '';
  for await (const chunk of nginx.stderr) {
    written += String(chunk);
    if (written.includes('start worker process')) return `http://127.0.0.1:${port}`;
  }
  throw new Error(`nginx ended: ${written}`);
};

/** The proxies of this machine: one from npm, and nginx if installed. */
export function proxies(): Readonly<Record<string, StartProxy>> {
  const hasNginx = spawnSync('nginx', ['-v']).error === undefined;
  if (!hasNginx) console.info('nginx is not installed: clients are tried behind http-proxy-3 only.');
  return { 'http-proxy-3': overHttpProxy, ...(hasNginx && { nginx: overNginx }) };
}
