import { flag, Input, integer, listOf, oneOf, readInput, required, structure, text, textAt } from '../../../local/ses/shape';

const SHAPE = required(structure({
  Name: required(text({ max: 5 })),
  Count: integer({ min: 1 }),
  On: flag(),
  Colour: oneOf(['red', 'blue']),
  Words: listOf(text()),
  Items: listOf(structure({ Id: required(text()) })),
}));

test('a shape converts text, and omits members that it does not define', () => {
  expect(readInput(SHAPE, { Name: 'a', Count: '7', On: 'true', Colour: 'red', Words: ['x', 'y'], Items: [{ Id: '1' }], Other: 'z' })).toEqual({
    Name: 'a', Count: 7, On: true, Colour: 'red', Words: ['x', 'y'], Items: [{ Id: '1' }],
  });
});

test.each<[string, Input, unknown]>([
  ['nothing', { Name: 'a' }, undefined],
  ['an empty text', { Name: 'a', Words: '' }, []],
])('a list that is %s', (_, input, words) => {
  expect(readInput(SHAPE, input).Words).toEqual(words);
});

test.each<[Input, string]>([
  [{}, "Value at 'name' failed to satisfy constraint: Member must not be null"],
  [{ Name: 'longer' }, "Value at 'name' failed to satisfy constraint: Member must have length less than or equal to 5"],
  [{ Name: ['a'] }, "Value at 'name' failed to satisfy constraint: Member must be a single value"],
  [{ Name: 'a', Count: '1.5' }, "Value at 'count' failed to satisfy constraint: Member must be an integer"],
  [{ Name: 'a', Count: '0' }, "Value at 'count' failed to satisfy constraint: Member must have value greater than or equal to 1"],
  [{ Name: 'a', On: 'yes' }, "Value at 'on' failed to satisfy constraint: Member must be true or false"],
  [{ Name: 'a', Colour: 'green' }, "Value at 'colour' failed to satisfy constraint: Member must satisfy enum value set: [red, blue]"],
  [{ Name: 'a', Words: ['x', { y: 'z' }] },
    "Value at 'words' failed to satisfy constraint: Member must satisfy constraint: [Member must be a single value]"],
  [{ Name: 'a', Items: [{ Id: '1' }, {}] }, "Value at 'items.2.member.id' failed to satisfy constraint: Member must not be null"],
  [{ Name: 'a', Items: 'text' }, "Value at 'items.1.member.id' failed to satisfy constraint: Member must not be null"],
])('%j is refused', (input, message) => {
  expect(() => readInput(SHAPE, input)).toThrow(expect.objectContaining({
    code: 'ValidationError', message: `1 validation error detected: ${message}`,
  }));
});

test.each<[Input, string | undefined]>([
  [{ A: { B: 'found' } }, 'found'],
  [{ A: 'text' }, undefined],
  [{ A: { B: ['list'] } }, undefined],
  [{}, undefined],
])('what %j has at A.B is %s', (input, expected) => {
  expect(textAt(input, 'A.B')).toBe(expected);
});
