import { once } from 'node:events';
import net from 'node:net';
import { expect, it, onTestFinished } from 'vitest';
import { startLoopbackServer } from '../../../src/emulation/server/loopback-server.ts';
import { onPort, PortUnavailable } from '../../../src/wire/port.ts';

it('the message about a port in use names the number and the variable', async () => {
  const other = net.createServer().listen(0, '127.0.0.1');
  await once(other, 'listening');
  onTestFinished(() => void other.close());
  const { port } = other.address() as net.AddressInfo;
  const start = () => startLoopbackServer({ port, maxBodyBytes: 1, answer: () => 'silence' });
  const refused = onPort('EMULATOR_PORT', start);
  await expect(refused).rejects.toBeInstanceOf(PortUnavailable);
  await expect(refused).rejects.toMatchObject({ port, variable: 'EMULATOR_PORT' });
  await expect(refused).rejects.toThrow(`Port ${port} is in use. Set EMULATOR_PORT to another port`);
});

it('the message about a port without permission names the number and the variable', async () => {
  const denied = Object.assign(new Error(), { code: 'EACCES', syscall: 'listen', port: 80 });
  await expect(onPort('PORT', () => Promise.reject(denied))).rejects.toThrow(
    'This user may not listen on port 80. Set PORT to a port above 1023.',
  );
});

it('any other failure stays as it is', async () => {
  const other = Object.assign(new Error(), { code: 'EADDRNOTAVAIL', syscall: 'listen', port: 4000 });
  await expect(onPort('PORT', () => Promise.reject(other))).rejects.toBe(other);
});
