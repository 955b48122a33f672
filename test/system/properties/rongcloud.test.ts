import { anyBrokenInput, anyValidInput } from '../../contracts/properties.ts';

anyValidInput(['rongcloud'], 20_000);
anyBrokenInput(['rongcloud'], 20_000);
