import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { NodeTooOld, refuseOldNode } from '../../src/node-version.ts';
import { startFailure } from '../../src/start-failure.ts';

it.each(['22.18.0', '22.19.1', '24.0.0'])('Node %s runs the server', (version) => {
  expect(() => refuseOldNode(version)).not.toThrow();
});

it.each(['18.20.4', '20.20.2', '22.17.9'])('Node %s is refused, with what to do', (version) => {
  const words = new RegExp(`^Tapedeck needs Node 22\\.18 or newer, and this is Node ${version}: install [^.]*\\.$`);
  expect(() => refuseOldNode(version)).toThrow(words);
});

it('is reported in one sentence', () => {
  expect(startFailure(new NodeTooOld('One sentence.'))).toBe('One sentence.');
});

it('is what package.json asks for', () => {
  const { engines } = JSON.parse(readFileSync('package.json', 'utf8')) as { engines: { node: string } };
  const oldest = /^>=(\d+\.\d+)$/.exec(engines.node)![1]!;
  expect(() => refuseOldNode(`${oldest}.0`)).not.toThrow();
  expect(() => refuseOldNode('22.17.0')).toThrow(`Node ${oldest} or newer`);
});
