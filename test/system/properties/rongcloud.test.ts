import { anyBrokenInput, anyValidInput } from '../../integration/contracts/properties.ts';

anyValidInput(['rongcloud'], 20_000);
anyBrokenInput(['rongcloud'], 20_000);
