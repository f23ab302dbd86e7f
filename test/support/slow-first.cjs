const Sequencer = require('@jest/test-sequencer').default;

/**
 * The slowest suites, slowest first. Without the durations of an earlier run, as in CI, Jest starts with the largest files, and some of these
 * are small: the last one would keep one core waiting.
 */
const SLOW = [
  'test/end-to-end/adversity', 'test/histories/histories', 'test/end-to-end/', 'test/local/cli/', 'test/cli/preview/page', 'test/docs/snippets', 'test/cli/inbox/page',
];

const rank = ({ path }) => {
  const found = SLOW.findIndex(part => path.replace(/\\/g, '/').includes(part));
  return found < 0 ? SLOW.length : found;
};

module.exports = class SlowFirst extends Sequencer {
  sort(tests) {
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
};
