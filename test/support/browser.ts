import { existsSync } from 'node:fs';
import { Browser, chromium } from 'playwright-core';

/** Debian's, or the one that `CHROMIUM` names. */
export const CHROMIUM = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome']
  .find(path => path !== undefined && existsSync(path));

export function launchBrowser(): Promise<Browser> {
  if (CHROMIUM === undefined) throw new Error('Chromium must be installed, or CHROMIUM must name its program: apt-get install chromium');
  return chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
}
