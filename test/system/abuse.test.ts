import { anyAbuse } from '../callbacks/abuse.ts';

anyAbuse(20_000);
