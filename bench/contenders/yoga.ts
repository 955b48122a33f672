import 'reflect-metadata';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createYoga } from 'graphql-yoga';
import { serve } from '../messages.ts';
import { ordinarySchema } from './ordinary-schema.ts';

const yoga = createYoga({ schema: await ordinarySchema(), graphiql: false });
const server = createServer((request, response) => void yoga(request, response));
server.listen(0, '127.0.0.1', () => serve((server.address() as AddressInfo).port, {}));
