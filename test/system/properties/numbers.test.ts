import { anyNumber } from '../../integration/contracts/properties.ts';

anyNumber(50_000);
