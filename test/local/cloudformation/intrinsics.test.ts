import { environment } from '../../../local/cloudformation/template/environment';
import { conditionHolds, references, resolve, Scope } from '../../../local/cloudformation/template/intrinsics';

const scope: Scope = {
  template: {
    Parameters: {
      Stage: { Type: 'String', Default: 'prod' },
      Count: { Type: 'Number', Default: 3 },
      Zones: { Type: 'CommaDelimitedList', Default: 'x,y' },
      Asked: { Type: 'String' },
    },
    Mappings: { Sizes: { 'us-east-1': { small: 'nano', list: ['a', 'b'] } } },
    Conditions: {
      Production: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
      Test: { 'Fn::Not': [{ Condition: 'Production' }] },
      Both: { 'Fn::And': [{ Condition: 'Production' }, { 'Fn::Equals': [{ Ref: 'Count' }, 3] }] },
      Neither: { 'Fn::Or': [{ Condition: 'Test' }, { 'Fn::Equals': ['a', 'b'] }] },
      Broken: { 'Fn::Sub': 'x' },
    },
  },
  env: environment('us-east-1', '111122223333'),
  stackName: 'Demo',
  stackId: 'arn:aws:cloudformation:us-east-1:111122223333:stack/Demo/1',
  ref: name => `physical-${name}`,
  getAtt: (name, attribute) => `${attribute}-of-${name}`,
  importValue: name => `imported-${name}`,
};

describe('resolving', () => {
  test.each<[string, unknown, unknown]>([
    ['data as it is', { a: [1, true, 'x'], Condition: { StringEquals: 'y' } }, { a: [1, true, 'x'], Condition: { StringEquals: 'y' } }],
    ['an object whose only key is Condition', { Condition: 'x' }, { Condition: 'x' }],
    ['Ref to a resource', { Ref: 'Topic' }, 'physical-Topic'],
    ['Ref to a parameter', { Ref: 'Stage' }, 'prod'],
    ['Ref to a Number', { Ref: 'Count' }, '3'],
    ['Ref to a list', { Ref: 'Zones' }, ['x', 'y']],
    ['AWS::Region', { Ref: 'AWS::Region' }, 'us-east-1'],
    ['AWS::AccountId', { Ref: 'AWS::AccountId' }, '111122223333'],
    ['AWS::Partition', { Ref: 'AWS::Partition' }, 'aws'],
    ['AWS::URLSuffix', { Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    ['AWS::StackName', { Ref: 'AWS::StackName' }, 'Demo'],
    ['AWS::StackId', { Ref: 'AWS::StackId' }, scope.stackId],
    ['AWS::NoValue in an object', { a: 1, b: { Ref: 'AWS::NoValue' } }, { a: 1 }],
    ['AWS::NoValue in a list', [1, { Ref: 'AWS::NoValue' }, 2], [1, 2]],
    ['Fn::GetAtt', { 'Fn::GetAtt': ['Topic', 'Arn'] }, 'Arn-of-Topic'],
    ['Fn::GetAtt of a string', { 'Fn::GetAtt': 'Nested.Outputs.X' }, 'Outputs.X-of-Nested'],
    ['Fn::Join', { 'Fn::Join': ['-', ['a', { Ref: 'Stage' }, 3]] }, 'a-prod-3'],
    ['Fn::Sub', { 'Fn::Sub': '${Topic}/${Topic.Arn}/${AWS::Region}/${!Kept}' }, 'physical-Topic/Arn-of-Topic/us-east-1/${Kept}'],
    ['Fn::Sub with variables', { 'Fn::Sub': ['${X}-${Stage}', { X: { Ref: 'Topic' } }] }, 'physical-Topic-prod'],
    ['Fn::Select', { 'Fn::Select': ['1', { 'Fn::Split': [',', 'a,b,c'] }] }, 'b'],
    ['Fn::Split', { 'Fn::Split': ['|', { 'Fn::Join': ['|', ['a', 'b']] }] }, ['a', 'b']],
    ['Fn::If', { 'Fn::If': ['Production', { Ref: 'Topic' }, 'b'] }, 'physical-Topic'],
    ['Fn::If, the other way', { a: { 'Fn::If': ['Test', 'a', { Ref: 'AWS::NoValue' }] } }, {}],
    ['Fn::FindInMap', { 'Fn::FindInMap': ['Sizes', { Ref: 'AWS::Region' }, 'list'] }, ['a', 'b']],
    ['Fn::ImportValue', { 'Fn::ImportValue': { 'Fn::Sub': '${Stage}-name' } }, 'imported-prod-name'],
  ])('%s', (_, value, expected) => expect(resolve(value, scope)).toEqual(expected));

  test('China has its own partition and suffix', () => {
    const china = { ...scope, env: environment('cn-north-1', '111122223333') };
    expect(resolve([{ Ref: 'AWS::Partition' }, { Ref: 'AWS::URLSuffix' }], china)).toEqual(['aws-cn', 'amazonaws.com.cn']);
  });

  test.each<[string, unknown, string]>([
    ['a function that is not supported', { 'Fn::Transform': {} }, 'Fn::Transform is not supported by the local CloudFormation'],
    ['a parameter without a default', { Ref: 'Asked' }, 'Parameters: [Asked] must have values: the local CloudFormation uses only defaults of parameters'],
    ['a mapping that is not there', { 'Fn::FindInMap': ['Sizes', 'us-east-1', 'huge'] }, 'Unable to get mapping for Sizes::us-east-1::huge'],
    ['an index that is not there', { 'Fn::Select': [2, ['a']] }, 'Fn::Select cannot select nonexistent value at index 2'],
    ['a condition that is not there', { 'Fn::If': ['Nobody', 1, 2] }, 'Unresolved condition dependency Nobody'],
    ['a condition that is none', { 'Fn::If': ['Broken', 1, 2] }, '{"Fn::Sub":"x"} is not a condition'],
    ['a list where a string belongs', { 'Fn::Join': ['', [['a']]] }, 'Fn::Join takes strings, got: ["a"]'],
    ['no value where a string belongs', { 'Fn::Sub': '${AWS::NoValue}' }, 'Fn::Sub takes strings, got: undefined'],
    ['a string where a list belongs', { 'Fn::Select': [0, 'a'] }, 'Fn::Select takes a list, got: "a"'],
    ['too few arguments', { 'Fn::Split': ['a'] }, 'Fn::Split takes 2 arguments, got: ["a"]'],
  ])('refuses %s', (_, value, message) => expect(() => resolve(value, scope)).toThrow(message));
});

test.each([['Production', true], ['Test', false], ['Both', true], ['Neither', false]])('condition %s is %p', (condition, expected) => {
  expect(conditionHolds(condition, scope)).toBe(expected);
});

test('references are found everywhere', () => {
  expect([...references({
    a: { Ref: 'A' },
    b: [{ 'Fn::GetAtt': ['B', 'X'] }, { 'Fn::GetAtt': 'C.X' }],
    c: { 'Fn::Sub': '${D} ${E.X} ${!No} ${AWS::Region}' },
    d: { 'Fn::Sub': ['${Var} ${F}', { Var: { Ref: 'G' } }] },
    e: { 'Fn::If': ['Test', { Ref: 'H' }, { 'Fn::Join': ['', [{ Ref: 'I' }]] }] },
  })].sort()).toEqual(['A', 'AWS::Region', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'I']);
});
