/**
 * How long to wait before each further look at a template that does not look as it should, in intervals of the pace:
 * seconds, with SES. Reads lag behind writes (docs/ses-facts.md#reads-lag), so what surprises is believed only when it stays.
 */
export const RECHECK_DELAYS = [1, 3];
