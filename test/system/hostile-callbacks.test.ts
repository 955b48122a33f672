import { anyHostileCallbacks } from '../integration/callbacks/hostile-callbacks.ts';

anyHostileCallbacks(20_000);
