import { describe } from 'vitest';
import { sameVerdicts } from '../../integration/input/published/verdicts.ts';

describe('the JSON Schemas of the inputs', () => {
  sameVerdicts(10_000);
});
