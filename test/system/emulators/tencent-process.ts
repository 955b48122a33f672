import { startTencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { Secret } from '../../../src/wire/secret.ts';

// An emulator in a process of its own, for tests that kill it. Its argument is the file of its store.

const credentials = [{ secretId: 'AKIDmadeUp', secretKey: new Secret('made-up-secret-key') }];
const storeFile = process.argv[2]!;
const { port } = await startTencentEmulator({ credentials, storeFile });
console.log(port);
