import { EMAIL, EMAIL_INFOS } from './messages/email';
import { ENGINES } from './messages/engines';
import { HELPERS, SECTIONS, VARIABLES } from './messages/helpers';
import { HTML, HTML_INFOS } from './messages/html';
import { PARTIALS, PARTIAL_WARNINGS } from './messages/partials';
import { DATA_WARNINGS, RENDERING } from './messages/rendering';
import { NAMES, SYNTAX } from './messages/syntax';

/** Every diagnostic by its id. `docs/guides/diagnostics.md` has a heading for each. */
export const CATALOGUE = {
  ...SYNTAX,
  ...NAMES,
  ...HELPERS,
  ...VARIABLES,
  ...SECTIONS,
  ...PARTIALS,
  ...PARTIAL_WARNINGS,
  ...RENDERING,
  ...DATA_WARNINGS,
  ...HTML_INFOS,
  ...HTML,
  ...EMAIL,
  ...EMAIL_INFOS,
  ...ENGINES,
};

export type DiagnosticId = keyof typeof CATALOGUE;
