import { quote } from '../../text/words';
import { warnings } from '../define';

/**
 * Differences between handlebars.js and handlebars.java; SES may run either. What the suggestions recommend works the same in
 * both. See docs/template-language-facts.md#two-engines.
 */
export const ENGINES = warnings({
  // Tags that only one engine can read
  unreadableName: (written: string, fix: string) => [
    `handlebars.java cannot read ${quote(written)}. If that is what SES runs, the mail is never sent.`,
    `Write ${quote(fix)}.`,
  ],
  unreadableArgumentName: (name: string) => [
    `handlebars.java cannot read "${quote(name)}" as the name of an argument or an item. If that is what SES runs, the mail is never sent.`,
    'Use a name of letters from a to z, digits and _.',
  ],
  argumentTwice: (name: string) => [
    `The argument "${quote(name)}" is passed twice. handlebars.js takes the first, handlebars.java the last, and SES may run either.`,
    'Remove one.',
  ],
  unreadableSpace: (tag: string, space: string) => [
    `${quote(tag)} has a ${space} inside the braces, which handlebars.java does not treat as a space. If that is what SES runs, the mail is never sent.`,
    'Write a plain space, or none.',
  ],
  unreadableTag: (tag: string, fix: string) => [
    `handlebars.java does not read ${quote(tag)} the way handlebars.js does. If that is what SES runs, the mail is wrong or never sent.`,
    fix,
  ],
  nameOfHelper: (tag: string, fix: string) => [
    `${quote(tag)} calls a helper in handlebars.java. If that is what SES runs, the mail is never sent.`,
    `Write ${quote(fix)}.`,
  ],
  invertedBlock: (tag: string, fix: string) => [
    `${quote(tag)} means different things in handlebars.js and handlebars.java, and fails if its value is missing. SES may run either.`,
    `Write ${quote(fix)}.`,
  ],

  // Names that mean different values
  outerName: (name: string, where: string, fix: string, own: string | undefined) => [
    `"${quote(name)}" is not in ${where}. handlebars.java takes it from outside the block, handlebars.js does not, and SES may run either.`,
    `Write ${quote(fix)} for the one outside${own === undefined ? '' : `, or ${quote(own)} for one of ${where}`}.`,
  ],
  outerNameTested: (name: string, outer: string, fix: string) => [
    `If "${quote(name)}" is missing here, handlebars.java, which SES may run, takes ${outer} instead.`,
    fix,
  ],
  parentOfPartial: (path: string, what: string, call: string, inside: string, fromRoot: string) => [
    `${quote(path)} steps out of ${what}. handlebars.java finds the data around it, handlebars.js finds nothing, and SES may run either.`,
    `Pass the value: ${quote(call)}, then ${quote(inside)}. Or take it from the top of the data: {{@root.${quote(fromRoot)}}}.`,
  ],
  thisInElse: (path: string) => [
    `In the {{else}} of a {{#with}}, "${quote(path)}" has no value in handlebars.java, which SES may run.`,
    'Put an {{#if}} around the {{#with}}, and use its {{else}}.',
  ],
  dataVariableInWith: (path: string, block: string, fix: string) => [
    `Directly inside ${quote(block)}, handlebars.java does not find "${quote(path)}". If that is what SES runs, the mail is never sent.`,
    `Write ${quote(fix)}.`,
  ],
  parentOfSame: (path: string) => [
    `${quote(path)} leads to different values in handlebars.js and handlebars.java: only handlebars.java takes a step for each block around it. SES may run either.`,
    'Name the value with "as |…|", or start at @root.',
  ],
  nameInNamedBlock: (path: string, block: string, fix: string) => [
    `Inside ${quote(block)}, handlebars.java and handlebars.js look up "${quote(path)}" in different places, and SES may run either.`,
    fix,
  ],
  thisInPartial: (path: string, fix: string) => [
    `${quote(path)} is in a partial that is called with arguments. It includes them in handlebars.js but not in handlebars.java, and SES may run either.`,
    fix,
  ],
  loopVariableInNamedBlock: (name: string, block: string) => [
    `Inside ${quote(block)}, handlebars.java, which SES may run, takes @${name} from the outer loop.`,
    name === 'index' || name === 'key' ? `Name it in the inner loop: {{#each items as |item ${name}|}}, then {{${name}}}.` : 'Add it to the data of each item.',
  ],
  loopVariablePrinted: (name: string) => [
    `{{@${name}}} prints "true" in handlebars.js and "${name}" in handlebars.java, and SES may run either.`,
    `Test it instead: {{#if @${name}}}…{{/if}}.`,
  ],
  loopVariableOfJava: (name: string) => [
    `handlebars.java has @${name}, handlebars.js does not, and SES may run either.`,
    'Add it to the data of each item.',
  ],
  nameOfJava: (path: string, name: string) => [
    `If "${quote(path)}" is missing, handlebars.java, which SES may run, takes ${name === 'root' ? 'all of the data' : `the member "${name}" of a Java object`} instead.`,
    'Give it another name in the data.',
  ],

  dataWithRoot: () => [
    'The data has a field "root", and handlebars.java, which SES may run, takes it for @root.',
    'Give it another name in the data.',
  ],

  // Values that are treated differently
  includeZero: (fix: string) => [
    'Some versions of handlebars.java ignore includeZero, and SES may run one.',
    `Decide in the code that sends the email, and test the result: ${quote(fix)}.`,
  ],
  eachOfNothing: (path: string, value: string) => [
    `"${quote(path)}" is ${value}, for which handlebars.java, which SES may run, prints the properties of a Java object instead of the {{else}} of {{#each}}.`,
    'Send an empty list.',
  ],
  withZero: (path: string) => [
    `"${quote(path)}" is 0, for which handlebars.js prints the block of {{#with}} and handlebars.java its {{else}}. SES may run either.`,
    `Write {{${quote(path)}}} without {{#with}}.`,
  ],
  lookupOfNothing: (tag: string) => [
    `${quote(tag)} finds nothing. handlebars.js then prints nothing, handlebars.java prints everything that it searched, and SES may run either.`,
    'Send the value itself, or an entry for every key.',
  ],
  characterOfText: (path: string, text: string) => [
    `"${quote(text)}" is a string, and only handlebars.js takes a character of it for "${quote(path)}". SES may run handlebars.java.`,
    'Send what the mail shows as a separate value.',
  ],
  numberNotation: (tag: string, javascript: string, java: string) => [
    `${quote(tag)} prints "${javascript}" in handlebars.js and "${java}" in handlebars.java, and SES may run either.`,
    'Send a string, formatted as the mail should show it.',
  ],
});
