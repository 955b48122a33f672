import { killSuite } from './kill-suite.ts';

killSuite('SQLite', () => Promise.resolve(undefined));
