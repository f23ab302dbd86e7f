import { count, list, quote } from '../../text/words';
import { errors, warnings } from '../define';

const ALL_HELPERS = 'SES supports if, unless, each, with, lookup and log.';

export const HELPERS = errors({
  unknownHelper: (name: string, like: string | undefined, home: string | undefined, advice: string) => [
    `SES has no helper "${quote(name)}"${home === undefined ? ', and none can be added' : `; ${home}`}.`,
    like === undefined ? `${ALL_HELPERS} ${advice}` : `Did you mean ${like}? ${ALL_HELPERS}`,
  ],
  severalWords: (tag: string, helper: string, meant: string | undefined, inBrackets: string) => [
    `${quote(tag)} has several words: Handlebars takes the first, "${quote(helper)}", for a helper, and SES has no such helper.`,
    meant === undefined
      ? `If it is the name of one variable, write it in brackets: ${quote(inBrackets)}. If not, compute the value in the code that sends the email.`
      : `Did you mean {{${quote(meant)}}}?`,
  ],
  helperNeedsBlock: (name: string, fix: string) => [`"${name}" is a block: it needs a # and an end.`, `Write ${quote(fix)}.`],
  helperIsNoBlock: (name: string, fix: string) => [`"${name}" is not a block: it has no # and no end.`, `Write ${quote(fix)}.`],
  helperArguments: (name: string, isBlock: boolean, takes: number, gets: number, fix: string) => [
    isBlock && gets === 0 ? `{{#${name}}} needs a value.`
      : `${isBlock ? `{{#${name}}}` : `"${name}"`} takes ${count(takes, 'value')}, but gets ${gets}.`,
    `Write ${quote(fix)}.`,
  ],
  blockParameters: (name: string, most: number) => [
    most === 0 ? `{{#${quote(name)}}} does not take names with "as |…|".` : `{{#${quote(name)}}} takes at most ${count(most, 'name')} with "as |…|".`,
    'Use it as in {{#each items as |item index|}} or {{#with order as |o|}}.',
  ],
  blockParameterName: (name: string) => [`"${name}" is a helper, so it cannot also name a value.`, `Choose another name in "as |${name}|".`],
  unknownDecorator: (name: string) => [
    `SES does not support "*${quote(name)}".`,
    'Only "inline" may follow *. It defines a partial: {{#* inline "footer"}}…{{/inline}}.',
  ],
});

export const VARIABLES = errors({
  unknownDataVariable: (name: string, like: string | undefined, known: readonly string[]) => [
    `There is no @${quote(name)}.`,
    like === undefined
      ? `Handlebars has ${list(known.map(other => `@${other}`), 'and')}. A variable of your data is written without @: {{${quote(name)}}}.`
      : `Did you mean @${like}?`,
  ],
  loopVariableOutsideLoop: (name: string, depth: number) => [
    `${quote(name)} exists only inside ${depth > 0 ? 'an {{#each}} that is inside another' : '{{#each}}'}.`,
    'Move it into the loop.',
  ],
  parentOutsideBlock: (path: string, steps: number, around: number, fromRoot: string) => [
    `${quote(path)} steps out of ${steps === 1 ? 'a block' : `${steps} blocks`}, but is in ${around === 0 ? 'none' : around === 1 ? 'only one' : `only ${around}`}.`,
    `Only {{#each}} and {{#with}} count as steps; {{#if}} and {{#unless}} do not. {{@root.${quote(fromRoot)}}} is the variable at the top of the data, wherever it is used.`,
  ],
  parentOutsidePartial: (path: string, what: string, call: string, inside: string, fromRoot: string) => [
    `${quote(path)} steps out of ${what}, which cannot see the data around it.`,
    `Pass the value: ${quote(call)}, then ${quote(inside)}. Or take it from the top of the data: {{@root.${quote(fromRoot)}}}.`,
  ],
  neverHasValue: (path: string, missing: string | undefined) => [
    missing === undefined ? `{{${quote(path)}}} can never have a value here.`
      : `{{${quote(path)}}} can never have a value here: this branch is for when "${quote(missing)}" is missing or empty.`,
    missing === undefined ? 'Check the name, and the values of the blocks and partials around it.' : 'Move it into the other branch, or print something else.',
  ],
});

export const SECTIONS = warnings({
  ambiguousSection: (path: string) => [
    `{{#${quote(path)}}} means one thing for a list, another for an object, and another for true and false. If it is missing, the mail may never be sent.`,
    `Choose one: {{#if ${quote(path)}}}, {{#each ${quote(path)}}} or {{#with ${quote(path)}}}.`,
  ],
});
