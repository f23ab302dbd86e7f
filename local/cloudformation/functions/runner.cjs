'use strict';
/**
 * Runs a function, as Lambda's Node.js runtime does: loads the handler, calls it with event and context for each
 * invocation, one after the other, and reports what came of it. Ends when one fails. Plain JavaScript, for the child
 * process runs without any loader. Async handlers only: nodejs24.x knows no others.
 */
const path = require('node:path');
const { pathToFileURL } = require('node:url');

process.once('disconnect', () => process.exit(1));
process.once('uncaughtException', fail);
process.once('unhandledRejection', fail);
process.on('message', run);

let handler;

async function run({ event, context, timeoutMillis, end }) {
  handler ??= await load(process.env._HANDLER);
  const deadline = Date.now() + timeoutMillis;
  process.send({ type: 'started' });
  await handler(event, { ...context, getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()) });
  // What was written up to here belongs to this invocation.
  for (const stream of [process.stdout, process.stderr]) stream.write(`${end}\n`);
  process.send({ type: 'returned' });
}

async function load(name) {
  const [, file, property] = /^(.*)\.([^./]+)$/.exec(name) ?? [];
  const base = path.join(process.env.LAMBDA_TASK_ROOT, file ?? name);
  const module = await loadModule(base);
  const handler = module[property] ?? module.default?.[property];
  if (typeof handler !== 'function') {
    throw Object.assign(new Error(`${name} is undefined or not exported`), { name: 'Runtime.HandlerNotFound' });
  }
  return handler;
}

async function loadModule(base) {
  try {
    return require(base);
  } catch (cause) {
    if (cause.code === 'MODULE_NOT_FOUND' && cause.message.includes(base)) return import(pathToFileURL(`${base}.mjs`).href);
    throw cause;
  }
}

function fail(cause) {
  const error = cause instanceof Error
    ? { errorType: cause.name, errorMessage: cause.message, stack: cause.stack }
    : { errorType: typeof cause, errorMessage: String(cause) };
  process.send({ type: 'failed', error }, () => process.exit(1));
}
