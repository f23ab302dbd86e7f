/**
 * How long to wait before each re-read of a template in an unexpected state, in intervals of the pace (seconds, with SES).
 * Reads lag behind writes (docs/ses-facts.md#reads-lag), so an unexpected state counts only if it persists.
 */
export const RECHECK_DELAYS = [1, 3];

/** Like `RECHECK_DELAYS`, for a template that is not visible yet. That is not a problem of the template, so the waits are longer. */
export const CREATION_DELAYS = [1, 3, 5, 8, 13];
