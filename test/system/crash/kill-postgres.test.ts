import { newDatabase } from '../../shared/postgres/run-server.ts';
import { killSuite } from './kill-suite.ts';

killSuite('PostgreSQL', () => newDatabase());
