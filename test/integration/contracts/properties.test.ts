import { anyBrokenInput, anyNumber, anyValidInput, NAMES } from './properties.ts';

anyValidInput(NAMES, 500);
anyBrokenInput(NAMES, 500);
anyNumber(2000);
