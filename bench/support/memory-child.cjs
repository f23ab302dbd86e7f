// The function in a separate process: handles one event and reports the peak memory, in KB.
const { resolve } = require('node:path');

process.once('message', async event => {
  const { handler } = require(resolve('assets/templates/index.js'));
  await handler(event, { getRemainingTimeInMillis: () => 870_000 });
  process.send(process.resourceUsage().maxRSS, () => process.exit());
});
