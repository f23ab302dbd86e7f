import { quote } from '../../text/words';
import { errors, warnings } from '../define';

const SHARE = 'share it, in the folder _partials of a set or with the property "partials"';

export const PARTIALS = errors({
  unknownPartial: (name: string, definedIn: string | undefined, like: string | undefined) => [
    `There is no partial "${quote(name)}" here.`,
    definedIn !== undefined ? `It is defined in the ${definedIn} part, and SES does not carry inline partials over to other parts. Define it here, too, or ${SHARE}.`
      : like !== undefined ? `Did you mean "${quote(like)}"?`
        : `Define it at the beginning, {{#* inline "${quote(name)}"}}…{{/inline}}, or ${SHARE}.`,
  ],
  partialBlockOutsideLayout: () => [
    '{{> @partial-block}} prints the block that a layout is called with, and there is none here.',
    'Call the partial as a layout: {{#> layout}}…{{/layout}}.',
  ],
  dynamicPartial: () => [
    'The data chooses this partial, but only partials that the template names can be compiled into it.',
    'Name each partial: {{#if isGift}}{{> gift}}{{else}}{{> parcel}}{{/if}}.',
  ],
  partialArguments: (name: string, gets: number, fix: string) => [
    `{{> ${quote(name)}}} takes at most one unnamed value, but gets ${gets}.`,
    `Pass the others by name: ${quote(fix)}.`,
  ],
  recursivePartial: (name: string, cycle: string) => [
    `The partial "${quote(name)}" calls itself: ${cycle}.`,
    'A partial is compiled into its caller, so this would never end. Repeat with {{#each}} instead.',
  ],
  tooManyPartials: () => ['The partials of this template call each other too many times.', 'Reduce the calls between partials.'],
  inlinePartialName: () => ['An inline partial needs a name in quotes.', 'Write {{#* inline "footer"}}…{{/inline}}.'],
  blockParameterOutOfReach: (name: string, call: string) => [
    `"${quote(name)}" is not visible here: this text becomes a partial, which cannot see the names of "as |…|" around it.`,
    `Pass it: {{${quote(call)} ${quote(name)}=${quote(name)}}}.`,
  ],
});

export const PARTIAL_WARNINGS = warnings({
  inlinePartialTwice: (name: string) => [
    `The inline partial "${quote(name)}" is defined twice, and the last definition applies.`,
    'Remove one, or rename it.',
  ],
  unusedBlock: (layout: string, name: string | undefined, like: string | undefined) => {
    if (name === undefined) {
      return [`The layout "${quote(layout)}" does not print {{> @partial-block}}, so the content of this block is dropped.`,
        'Write {{> @partial-block}} in the layout, where the content belongs.'];
    }
    return [`The layout "${quote(layout)}" does not call "${quote(name)}", so its content is dropped.`,
      like === undefined ? `Remove it, or write {{> ${quote(name)}}} in the layout, where it belongs.` : `Did you mean "${quote(like)}"?`];
  },
});
