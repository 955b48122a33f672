import { startTencentEmulator } from '../../../src/providers/tencent/emulator/emulator.ts';
import { Secret } from '../../../src/wire/secret.ts';

// An emulator in a process, for tests that kill the emulator. The argument is the file of its store.

const credentials = [{ secretId: 'AKIDmadeUp', secretKey: new Secret('made-up-secret-key') }];
const storeFile = process.argv[2]!;
const { port } = await startTencentEmulator({ credentials, storeFile });
console.log(port);
