import 'reflect-metadata';
import { ApolloServer } from '@apollo/server';
import { startStandaloneServer } from '@apollo/server/standalone';
import { serve } from '../messages.ts';
import { ordinarySchema } from './ordinary-schema.ts';

const apollo = new ApolloServer({ schema: await ordinarySchema() });
const { url } = await startStandaloneServer(apollo, { listen: { host: '127.0.0.1', port: 0 } });
serve(Number(new URL(url).port), {});
