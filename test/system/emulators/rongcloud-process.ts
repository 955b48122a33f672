import { startRongcloudEmulator } from '../../../src/providers/rongcloud/emulator/emulator.ts';
import { Secret } from '../../../src/wire/secret.ts';

// An emulator in a process, for tests that kill the emulator. The argument is the file of its store.

const apps = [{ appKey: 'made-up-app', appSecret: new Secret('made-up-app-secret') }];
const storeFile = process.argv[2]!;
const { port } = await startRongcloudEmulator({ apps, storeFile, callsPerSecond: 100_000 });
console.log(port);
