export const TICKS = 'subscription { ticks { number } }';
