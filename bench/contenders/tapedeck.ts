import 'reflect-metadata';
import type * as ConfigModule from '../../src/config.ts';
import type * as LogModule from '../../src/log.ts';
import type * as ServerModule from '../../src/server.ts';
import { serve } from '../messages.ts';
import { built } from './build.ts';

// This server as main.ts starts it, without polls: the stub vendor has no recordings.

const { readConfig } = await built<typeof ConfigModule>('src/config.ts');
const { createLog } = await built<typeof LogModule>('src/log.ts');
const { startServer } = await built<typeof ServerModule>('src/server.ts');

const config = readConfig();
const { origin } = await startServer({ config, log: createLog(config.logLevel), reconcile: false });
serve(Number(new URL(origin).port), {});
