import { countProblem, rateProblem } from '../../../src/events/private/event-metrics';
import { DimensionRule, dimensionsProblem, eventsProblem, nameProblem } from '../../../src/events/private/event-rules';
import { Problem, sentence } from '../../../src/events/private/problem';
import * as fc from '../../support/fast-check';

const text = (problem: Problem | undefined) => problem && sentence(problem);
const dimensionsText = (dimensions: DimensionRule[]) => text(dimensionsProblem(dimensions));
const chars = (alphabet: string, maxLength: number) => fc.string({ unit: fc.constantFrom(...alphabet), minLength: 1, maxLength });
const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-';

describe('names', () => {
  test('of 1 to 64 allowed characters are accepted', () => {
    fc.assert(fc.property(chars(LETTERS, 64), name => nameProblem('name', name) === undefined));
  });

  test('with any other character at any position are refused and quoted', () => {
    const other = fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }).filter(char => !LETTERS.includes(char));
    fc.assert(fc.property(chars(LETTERS, 30), other, chars(LETTERS, 30), (before, char, after) => {
      const name = before + char + after;
      expect(text(nameProblem('name', name))).toBe(`name must be 1 to 64 characters of a-z, A-Z, 0-9, _ and -, got: '${name}'`);
    }));
  });

  test('that end with a line feed are refused', () => {
    expect(nameProblem('name', 'orders\n')).toBeDefined();
  });

  test('that are known only at deployment are accepted', () => {
    expect(nameProblem('name', undefined)).toBeUndefined();
  });
});

test('event types are accepted if there is at least one and none is repeated', () => {
  fc.assert(fc.property(fc.array(fc.constantFrom('send', 'bounce', 'open', 'click')), events => {
    expect(eventsProblem(events) === undefined).toBe(events.length > 0 && new Set(events).size === events.length);
  }));
});

describe('dimensions', () => {
  const dimension = fc.record({ name: chars(`${LETTERS}:`, 255), defaultValue: chars(LETTERS, 255), isHeader: fc.constant(false) });

  test('1 to 10 with different allowed names and allowed defaults are accepted', () => {
    fc.assert(fc.property(fc.uniqueArray(dimension, { minLength: 1, maxLength: 10, selector: ({ name }) => name }), dimensions => {
      expect(dimensionsProblem(dimensions)).toBeUndefined();
    }), { numRuns: 25 });
  });

  test('that are known only at deployment are accepted, and do not count as repeated', () => {
    expect(dimensionsProblem([{ isHeader: true }, { isHeader: true }])).toBeUndefined();
  });

  test('a default of a name that is known only at deployment is still checked', () => {
    expect(dimensionsText([{ isHeader: false, defaultValue: 'a.b' }])).toBe(
      "defaultValue of dimension '(a token)' must be 1 to 255 characters of a-z, A-Z, 0-9, _ and -, got: 'a.b'; "
      + 'CloudFormation rejects @ and ., although the SES API accepts them');
  });

  test.each(['Received', 'TO', 'from', 'dkim-signature', 'Cc', 'Message-ID', 'return-path'])('the header %s is refused', name => {
    expect(dimensionsText([{ name, defaultValue: 'none', isHeader: true }])).toContain(`got: '${name}'`);
  });

  test.each([
    ['name', { name: 'x'.repeat(256), defaultValue: 'none' }],
    ['default value', { name: 'campaign', defaultValue: 'x'.repeat(256) }],
  ])('a %s of 256 characters is refused', (_, names) => {
    expect(dimensionsText([{ ...names, isHeader: false }])).toContain('must be 1 to 255 characters');
  });
});

describe('thresholds', () => {
  test('a rate is a fraction', () => {
    fc.assert(fc.property(fc.double(), threshold => {
      expect(rateProblem(threshold) === undefined).toBe(threshold > 0 && threshold <= 1);
    }));
  });

  test('a count is 1 or more', () => {
    fc.assert(fc.property(fc.double(), threshold => {
      expect(countProblem(threshold) === undefined).toBe(threshold >= 1);
    }));
  });
});
