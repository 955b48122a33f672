import { anyBrokenInput, anyValidInput } from '../../integration/contracts/properties.ts';

anyValidInput(['tiw'], 20_000);
anyBrokenInput(['tiw'], 20_000);
