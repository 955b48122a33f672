import { anyAbuse, theControl } from './abuse.ts';

anyAbuse(2000);
theControl();
