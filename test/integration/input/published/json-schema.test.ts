import { describe } from 'vitest';
import { sameVerdicts } from './verdicts.ts';

describe('the JSON Schemas of the inputs', () => {
  sameVerdicts(2000);
});
