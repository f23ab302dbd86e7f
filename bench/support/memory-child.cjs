// The function in a process of its own: takes one event, and tells the most memory that it had, in KB.
const { resolve } = require('node:path');

process.once('message', async event => {
  const { handler } = require(resolve('assets/templates/index.js'));
  await handler(event, { getRemainingTimeInMillis: () => 870_000 });
  process.send(process.resourceUsage().maxRSS, () => process.exit());
});
