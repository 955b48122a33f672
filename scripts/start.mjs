// `npm start`: builds, then runs in this very process, so that signals reach the server.
import { build } from './build.mjs';

await build();
await import(process.argv[2] === 'emulators' ? '../dist/src/emulators.js' : '../dist/src/main.js');
