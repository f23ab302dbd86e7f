import * as fs from 'node:fs';
import * as os from 'node:os';
import * as path from 'node:path';
import { readAssembly } from '../../../local/cloudformation/template/assembly';
import { environment } from '../../../local/cloudformation/template/environment';

const defaults = environment('us-east-1', '000000000000');
let folder: string;
beforeEach(() => folder = fs.mkdtempSync(path.join(os.tmpdir(), 'assembly-')));
afterEach(() => fs.rmSync(folder, { recursive: true }));

function write(files: Record<string, unknown>): string {
  for (const [file, content] of Object.entries(files)) {
    fs.mkdirSync(path.dirname(path.join(folder, file)), { recursive: true });
    fs.writeFileSync(path.join(folder, file), typeof content === 'string' ? content : JSON.stringify(content));
  }
  return folder;
}

function stack(templateFile: string, rest: object = {}, properties: object = {}) {
  return { type: 'aws:cloudformation:stack', environment: 'aws://unknown-account/unknown-region', properties: { templateFile, ...properties }, ...rest };
}

test('stacks come after their dependencies, with environment, assets and construct paths', () => {
  const [first, second] = readAssembly(write({
    'manifest.json': {
      artifacts: {
        'B': stack('B.json', {
          environment: 'aws://111122223333/eu-west-1', dependencies: ['A', 'B.assets'], additionalMetadataFile: 'B.metadata.json',
        }, { stackName: 'named' }),
        'A': stack('A.json'),
        'B.assets': { type: 'cdk:asset-manifest', properties: { file: 'B.assets.json' } },
        'Tree': { type: 'cdk:tree', properties: { file: 'tree.json' } },
      },
    },
    'A.json': { Resources: {} },
    'B.json': { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
    'B.metadata.json': { '/B/Topic/Resource': [{ type: 'aws:cdk:creationStack', data: [] }, { type: 'aws:cdk:logicalId', data: 'Topic' }] },
    'B.assets.json': {
      files: { 1: { source: { path: 'asset.1', packaging: 'file' }, destinations: { here: { bucketName: 'b-${AWS::AccountId}-${AWS::Region}', objectKey: '1.json' } } } },
    },
  }), defaults);
  expect(first).toEqual({ stackName: 'A', env: defaults, template: { Resources: {} }, assets: [], dependencies: [], paths: {} });
  expect(second).toEqual({
    stackName: 'named',
    env: { region: 'eu-west-1', accountId: '111122223333', partition: 'aws' },
    template: { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } },
    assets: [{ bucket: 'b-111122223333-eu-west-1', key: '1.json', source: path.join(folder, 'asset.1') }],
    dependencies: ['A'],
    paths: { Topic: 'B/Topic/Resource' },
  });
});

test('stacks in stages are included', () => {
  const stacks = readAssembly(write({
    'manifest.json': { artifacts: { 'assembly-Prod': { type: 'cdk:cloud-assembly', properties: { directoryName: 'assembly-Prod' } } } },
    'assembly-Prod/manifest.json': { artifacts: { ProdS: stack('ProdS.json', {}, { stackName: 'Prod-S' }) } },
    'assembly-Prod/ProdS.json': {},
  }), defaults);
  expect(stacks.map(({ stackName }) => stackName)).toEqual(['Prod-S']);
});

describe('refuses', () => {
  test('a folder that is not a cloud assembly', () => {
    expect(() => readAssembly(folder, defaults)).toThrow(`${folder} is not a cloud assembly: it has no manifest.json`);
  });

  test('a file that is not JSON', () => {
    write({ 'manifest.json': '{' });
    expect(() => readAssembly(folder, defaults)).toThrow(`${path.join(folder, 'manifest.json')} cannot be read: `);
  });

  test('two stacks with the same name', () => {
    write({ 'manifest.json': { artifacts: { A: stack('A.json'), B: stack('A.json', {}, { stackName: 'A' }) } }, 'A.json': {} });
    expect(() => readAssembly(folder, defaults)).toThrow('The assembly has two stacks named A: the local CloudFormation supports one account in one Region');
  });

  test('an asset built by a command', () => {
    write({
      'manifest.json': { artifacts: { 'A': stack('A.json', { dependencies: ['A.assets'] }), 'A.assets': { type: 'cdk:asset-manifest', properties: { file: 'A.assets.json' } } } },
      'A.json': {},
      'A.assets.json': { files: { 1: { displayName: 'Code', source: { executable: ['make'] }, destinations: {} } } },
    });
    expect(() => readAssembly(folder, defaults)).toThrow(
      `Asset Code of ${path.join(folder, 'A.assets.json')} is built by a command: the local CloudFormation publishes only files and folders`);
  });
});
