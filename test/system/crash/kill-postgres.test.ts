import { newDatabase } from '../../shared/postgres.ts';
import { killSuite } from './kill-suite.ts';

killSuite('PostgreSQL', () => newDatabase());
