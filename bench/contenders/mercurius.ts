import 'reflect-metadata';
import type { AddressInfo } from 'node:net';
import { fastify } from 'fastify';
import mercurius from 'mercurius';
import { serve } from '../messages.ts';
import { ordinarySchema } from './ordinary-schema.ts';

const app = fastify();
await app.register(mercurius, { schema: await ordinarySchema(), jit: 1 });
await app.listen({ host: '127.0.0.1', port: 0 });
serve((app.server.address() as AddressInfo).port, {});
