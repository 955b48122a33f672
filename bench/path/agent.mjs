// Runs inside the measured server: sends the functions that ran since the last request, by file.
import { Session } from 'node:inspector/promises';

const session = new Session();
session.connect();
await session.post('Profiler.enable');
await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: false });

process.on('message', async () => {
  const { result } = await session.post('Profiler.takePreciseCoverage');
  const ran = {};
  for (const { url, functions } of result) {
    const file = /\/dist\/((?:src|resolvers)\/.+)\.js$/.exec(url)?.[1];
    if (!file) continue;
    // The module itself counts as a function that starts at 0.
    const called = functions.filter(({ ranges: [range] }) => range.count > 0 && range.startOffset > 0);
    if (called.length > 0) {
      ran[`${file}.ts`] = called.map(
        ({ functionName, ranges: [range] }) => `${functionName || 'anonymous'}@${range.startOffset}`,
      );
    }
  }
  process.send(ran);
});
process.channel.unref();
