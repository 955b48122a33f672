import { anyAbuse } from '../integration/callbacks/abuse.ts';

anyAbuse(20_000);
