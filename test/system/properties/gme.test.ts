import { anyBrokenInput, anyValidInput } from '../../integration/contracts/properties.ts';

anyValidInput(['gme'], 20_000);
anyBrokenInput(['gme'], 20_000);
