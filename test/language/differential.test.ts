import { compile } from './support/describe';
import { hasMoto, hasSesV2Local, Outcome, Peer, startMoto, startSesV2Local } from './support/peers';
import { FAILED, RENDERED } from './support/renderings';
import { renderEmail } from '../../src/language';
import { hasHandlebarsJava, startHandlebarsJava } from '../engines/handlebars-java';
import { handlebarsJs } from '../engines/handlebars-js';

/** What a peer is known to do otherwise, and with which templates; `… with …` where it depends on the data. */
type Deviations = ReadonlyArray<[name: string, ...templates: string[]]>;

const CASES = [...RENDERED, ...FAILED].map(([template, data]) => ({
  template,
  data,
  name: `${template} with ${JSON.stringify(data)}`,
  title: `${JSON.stringify(template)} with ${JSON.stringify(data)}`,
}));

function ours(text: string, data: unknown): Outcome {
  const { email, errors } = renderEmail(compile({ text }).email!, data);
  // SES and its peers name the first that is missing.
  return email ? { text: email.text as string } : { failure: errors[0].message.replace(/(?<=rendering data\.)[^]*/, '') };
}

function compareWith(peer: string, available: boolean, start: () => Promise<Peer>, deviations: Deviations, sameFailure: (failure: string) => string) {
  if (!available) {
    const reason = `SKIPPED: ${peer} is not installed, so nothing is compared with it`;
    console.warn(reason);
    test.skip(reason, () => undefined);
    return;
  }
  describe(peer, () => {
    let running: Peer;
    beforeAll(async () => {
      running = await start();
    });
    afterAll(async () => running.stop());

    const deviating = ({ template, name }: typeof CASES[number]) =>
      deviations.find(([, ...templates]) => templates.includes(template) || templates.includes(name));
    const outcomes = async ({ template, data }: typeof CASES[number]) => {
      const comparable = (outcome: Outcome) => 'failure' in outcome ? { failure: sameFailure(outcome.failure) } : outcome;
      return { ours: comparable(ours(template, data)), theirs: comparable(await running.render(template, data)) };
    };

    test.each(CASES.filter(one => !deviating(one)))('renders the same: $title', async one => {
      const { ours: expected, theirs } = await outcomes(one);
      expect(theirs).toEqual(expected);
    });

    // So that the list of deviations is correct, and becomes shorter when the peer improves.
    test.each(CASES.filter(deviating).map(one => ({ ...one, deviation: deviating(one)![0] })))('$deviation: $title', async one => {
      const { ours: expected, theirs } = await outcomes(one);
      expect(theirs).not.toEqual(expected);
    });

    test('every deviation belongs to a case', () => {
      const known = CASES.flatMap(({ template, name }) => [template, name]);
      expect(deviations.flatMap(([, ...templates]) => templates).filter(template => !known.includes(template))).toEqual([]);
    });
  });
}

// It renders with Handlebars in its strict mode, and fails with Handlebars's words.
compareWith('aws-ses-v2-local', hasSesV2Local(), startSesV2Local, [
  ['adds numbers that stand side by side', '{{a}}{{b}}', '{{#with a}}{{b}}{{../c}}{{else}}none{{/with}}',
    '{{#each a}}{{#each b}}{{../../c}}{{../d}}{{this}} {{/each}}{{/each}}'],
  ['fails where a field of what is missing is tested', '{{#if a.b}}yes{{else}}no{{/if}}'],
  ['fails where a section is about what is missing', '{{#a}}{{b}}{{/a}}{{^c}}no{{/c}}'],
  ['takes what SES puts in for variables', '{{amazonSESUnsubscribeUrl}} {{ ses:openTracker }}'],
  ['prints nothing for null (SES fails: aws-sdk-js#2239)', '{{name}} with {"name":null}', '{{#each items}}{{this}}{{/each}} with {"items":["a",null]}'],
  ['prints the line break behind an inline partial (SES does not, as documented)', '{{#* inline "p"}}x{{/inline}}\n\n{{> p}}',
    '{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}\nHello {{> fullName}}!'],
  ['takes no name from the scopes around', '{{#each items}}{{currency}}{{/each}}'],
  ['prints nothing for what every JavaScript object has', '{{toString}}{{constructor}}{{__proto__}}'],
], () => 'fails');

// It knows {{name}}, {{#each}} over objects and {{#if}} with {{else}}, and fails with SES's words.
compareWith('moto', hasMoto(), startMoto, [
  ['prints text only', '{{a}}{{b}}', '{{a}} {{b}} {{c}} {{d}}'],
  ['knows no three braces', '{{html}} {{{html}}}'],
  ['knows no paths', '{{order.id}} {{[first name]}} {{a.[b c]}}', '{{a.length}}'],
  ['goes through lists of objects only, and knows no loop variables', '{{#each a}}{{@index}}:{{this}}{{#unless @last}}, {{/unless}}{{/each}}',
    '{{#each a}}{{@key}}={{this}}{{#if @first}};{{/if}}{{/each}}', '{{#each items}}{{this}}{{/each}}',
    '{{#each a}}{{#each b}}{{../../c}}{{../d}}{{this}} {{/each}}{{/each}}', '{{#each a}}{{lookup ../b @index}}{{/each}}', '{{#each items}}{{price}}{{/each}}'],
  ['knows no else of each', '{{#each a}}x{{else}}none{{/each}}'],
  ['knows no names of blocks', '{{#each a as |x i|}}{{i}}{{x.n}}{{/each}}'],
  ['tests for true as Python does', '{{#if a includeZero=true}}yes{{else}}no{{/if}}', '{{#if a}}yes{{else}}no{{/if}} with {"a":{}}'],
  ['knows no else if', '{{#if a}}1{{else if b}}2{{else}}3{{/if}}'],
  ['knows no other helper', '{{#unless a}}yes{{else}}no{{/unless}}', '{{#with a}}{{b}}{{../c}}{{else}}none{{/with}}', '{{#with a}}{{b}}{{else}}none{{/with}}',
    '{{lookup a b}}|{{lookup a "z"}}|{{lookup none "z"}}', '{{log a}}x'],
  ['knows no sections', '{{#a}}{{b}}{{/a}}{{^c}}no{{/c}}', '{{#a}}{{this}}{{/a}}', '{{#a}}{{b}}{{/a}}'],
  ['knows no escapes and no comments', '\\{{name}} {{! note }}{{!-- {{note}} --}}x'],
  ['leaves whitespace where it is', 'a\n{{#if b}}\nc\n{{/if}}\nd\n', 'a {{~#if b~}} c {{~/if~}} d'],
  ['takes what SES puts in for variables', '{{amazonSESUnsubscribeUrl}} {{ ses:openTracker }}'],
  ['takes no name from the scopes around', '{{#each items}}{{currency}}{{/each}}'],
  ['knows no partials', '{{#* inline "p"}}[{{name}}]{{/inline}}{{> p}}{{> p a}}{{> p name="x"}}', '{{#* inline "p"}}a\nb\n{{/inline}}\n  {{> p}}\n',
    '{{#* inline "p"}}{{naem}}{{/inline}}{{#with user}}{{> p}}{{/with}}', '{{#* inline "p"}}x{{/inline}}\n\n{{> p}}',
    '{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}\nHello {{> fullName}}!'],
  ['knows no raw blocks', '{{{{if a}}}}{{raw}}{{{{/if}}}}'],
], failure => failure);

// The two engines of which one may be SES's: docs/template-language-facts.md.
compareWith('handlebars.java', hasHandlebarsJava(), startHandlebarsJava, [
  ['keeps the line that a block has to itself', 'a\n{{#if b}}\nc\n{{/if}}\nd\n', '{{#* inline "p"}}a\nb\n{{/inline}}\n  {{> p}}\n',
    '{{#* inline "p"}}x{{/inline}}\n\n{{> p}}',
    '{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}\nHello {{> fullName}}!'],
  ['fails where a section is about what is missing', '{{#a}}{{b}}{{/a}}{{^c}}no{{/c}}'],
  ['goes through the Java methods of a text', '{{#each a}}x{{else}}none{{/each}} with {"a":"text"}'],
  ['prints the object in which lookup finds nothing', '{{lookup a b}}|{{lookup a "z"}}|{{lookup none "z"}}'],
  ['cannot read names in other scripts', 'こんにちは、{{名前}}さん🎉'],
  ['calls the methods that every Java object has', '{{toString}}{{constructor}}{{__proto__}}'],
], failure => failure);

compareWith('handlebars.js', true, async () => ({ render: async (template, data) => handlebarsJs(template, data), stop: async () => undefined }), [
  ['prints the line break behind an inline partial', '{{#* inline "p"}}x{{/inline}}\n\n{{> p}}',
    '{{#* inline "fullName"}}{{firstName}}{{#if lastName}} {{lastName}}{{/if}}{{/inline}}\nHello {{> fullName}}!'],
  ['fails where a section is about what is missing', '{{#a}}{{b}}{{/a}}{{^c}}no{{/c}}'],
  ['takes no name from the scopes around', '{{#each items}}{{currency}}{{/each}}'],
  ['prints nothing for a missing field', '{{order.idd}}', '{{a.b.c}}'],
  ['prints nothing for an item that is null', '{{#each items}}{{this}}{{/each}} with {"items":["a",null]}'],
], failure => failure);
