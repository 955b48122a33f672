import { anyNumber } from '../../contracts/properties.ts';

anyNumber(50_000);
