import { printer } from '../../cli/commands/output';

const RED = '\u001b[31mred\u001b[39m';

describe('colours', () => {
  test.each([
    ['a terminal', true, {}, true],
    ['a file', undefined, {}, false],
    ['a file in CI', undefined, { CI: 'true' }, false],
    ['a terminal without capabilities', true, { TERM: 'dumb' }, false],
    ['a terminal with NO_COLOR', true, { NO_COLOR: '1' }, false],
    ['a file with FORCE_COLOR', undefined, { FORCE_COLOR: '1' }, true],
    ['a file with FORCE_COLOR=0', undefined, { FORCE_COLOR: '0' }, false],
    ['a file with NO_COLOR and FORCE_COLOR', undefined, { NO_COLOR: '1', FORCE_COLOR: '1' }, false],
  ])('%s', (_, isTTY, environment, hasColors) => {
    let written = '';
    printer({ isTTY, write: text => written += text }, environment)(RED);
    expect(written).toBe(hasColors ? `${RED}\n` : 'red\n');
  });
});
