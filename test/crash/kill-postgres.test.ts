import { inject } from 'vitest';
import { createDatabase } from '../postgres.ts';
import { killSuite } from './kill-suite.ts';

killSuite('PostgreSQL', () => createDatabase(inject('postgresUrl')));
