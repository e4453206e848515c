// watch.mjs '{"url": …, "seconds": …, "live": …}': lets Debian's Chromium watch; prints what it saw as JSON.
//
// The page comes from an origin of its own, as a page of somebody else's would. Packages: $SUNHALL_CACHE/npm.
import fs from 'node:fs';
import http from 'node:http';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';

const cache = process.env.SUNHALL_CACHE ?? path.join(os.homedir(), '.cache/sunhall');
const packages = createRequire(path.join(cache, 'npm/'));
const { chromium } = packages('playwright-core');

const files = {
  '/': [new URL('watch.html', import.meta.url).pathname, 'text/html'],
  '/watch.js': [new URL('watch.js', import.meta.url).pathname, 'text/javascript'],
  '/hls.min.js': [path.join(cache, 'npm/node_modules/hls.js/dist/hls.min.js'), 'text/javascript'],
};

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--disable-gpu'];

const server = http.createServer((request, response) => {
  const [file, type] = files[request.url] ?? [];
  if (!file) return response.writeHead(404).end();
  response.writeHead(200, { 'Content-Type': type }).end(fs.readFileSync(file));
});
await new Promise((ready) => server.listen(0, '127.0.0.1', ready));

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
try {
  const page = await browser.newPage();
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  console.log(JSON.stringify(await page.evaluate((what) => window.watch(what), JSON.parse(process.argv[2]))));
} finally {
  await browser.close();
  server.close();
}
