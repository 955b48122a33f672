import { anyBrokenInput, anyValidInput } from '../../contracts/properties.ts';

anyValidInput(['trtc-room'], 20_000);
anyBrokenInput(['trtc-room'], 20_000);
