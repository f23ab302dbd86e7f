import { CONFIGURATION_SETS } from './configuration-sets';
import { Expectation } from './expectation';
import { RENDERING } from './rendering';
import { SENDING } from './sending';
import { TEMPLATES } from './templates';
import { UNKNOWN } from './unknown';

export type { Expectation } from './expectation';

/**
 * What SES does, asked of every SES by `npm run test:ses`. To add something, give it an id, the call, and what Amazon SES answers as far as that
 * is documented or observed.
 */
export const EXPECTATIONS: readonly Expectation[] = [...TEMPLATES, ...RENDERING, ...SENDING, ...CONFIGURATION_SETS, ...UNKNOWN];
