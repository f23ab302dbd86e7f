import { CONFIGURATION_SETS } from './configuration-sets';
import { Expectation } from './expectation';
import { RENDERING } from './rendering';
import { SENDING } from './sending';
import { TEMPLATES } from './templates';
import { UNKNOWN } from './unknown';
import { V2_SENDING } from './v2-sending';
import { V2_TEMPLATES } from './v2-templates';

export type { Expectation } from './expectation';

/**
 * The behaviour of SES that `npm run test:ses` checks. A new expectation needs an id, a call, and the answer of Amazon SES, if that answer is
 * documented or has been observed.
 */
export const EXPECTATIONS: readonly Expectation[] = [
  ...TEMPLATES, ...RENDERING, ...SENDING, ...CONFIGURATION_SETS, ...V2_TEMPLATES, ...V2_SENDING, ...UNKNOWN,
];
