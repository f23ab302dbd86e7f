import { withProgress } from '../../cli/commands/progress';

const { isTTY, columns } = process.stderr;
const environment = { ...process.env };
afterEach(() => {
  Object.assign(process.stderr, { isTTY, columns });
  process.env = { ...environment };
  jest.restoreAllMocks();
});

test.each([
  ['no terminal', { isTTY: false, columns: 80 }, {}],
  ['a terminal without a size', { isTTY: true, columns: 0 }, {}],
  ['a terminal of CI', { isTTY: true, columns: 80 }, { CI: 'true' }],
  ['a terminal that cannot move its cursor', { isTTY: true, columns: 80 }, { TERM: 'dumb' }],
])('%s shows no live line', async (_, stream, env) => {
  delete process.env.CI;
  Object.assign(process.env, { TERM: 'xterm', ...env });
  Object.assign(process.stderr, stream);
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  expect(await withProgress('Working', async update => {
    update('Half done');
    return 'done';
  })).toBe('done');
  expect(write).not.toHaveBeenCalled();
});
