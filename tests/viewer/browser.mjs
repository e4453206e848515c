// Debian's Chromium on a leash: reads commands as lines of JSON, answers each with a line. tests/viewer/visitor.py speaks it.
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const cache = process.env.SUNHALL_CACHE ?? path.join(os.homedir(), '.cache/sunhall');
const { chromium } = createRequire(path.join(cache, 'npm/'))('playwright-core');

const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required',
  '--use-gl=angle', '--use-angle=gl-egl', '--ignore-gpu-blocklist'];

const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: FLAGS });
let context, page, devtools;
let said = [], bytes = 0, addresses = new Map(), sent = [];

async function countBytes() {
  devtools = await context.newCDPSession(page);
  await devtools.send('Network.enable');
  devtools.on('Network.responseReceived', ({ requestId, response }) => addresses.set(requestId, new URL(response.url).pathname));
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const address = addresses.get(requestId) ?? '';
    sent.push([address, encodedDataLength]);
    if (!address.startsWith('/live/')) bytes += encodedDataLength;
  });
}

const COMMANDS = {
  async open({ url, width, height, ratio = 1, locale = 'zh-CN', headers = {}, mbit = 0, latency_ms = 0, broken = '' }) {
    await context?.close();
    [said, bytes, addresses, sent] = [[], 0, new Map(), []];
    context = await browser.newContext({ viewport: { width, height }, deviceScaleFactor: ratio, locale, extraHTTPHeaders: headers, hasTouch: true });
    page = await context.newPage();
    page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => said.push(`pageerror: ${error.stack}`));
    if (broken) await page.addInitScript(broken);
    await countBytes();
    if (mbit) {
      await devtools.send('Network.emulateNetworkConditions',
        { offline: false, latency: latency_ms, downloadThroughput: mbit * 125000, uploadThroughput: mbit * 125000 });
    }
    const began = Date.now();
    await page.goto(url, { waitUntil: 'commit' });
    return { began_ms: began };
  },
  eval: ({ code }) => page.evaluate(code),
  // Not by waitForFunction: the page's policy forbids what it does.
  async wait({ code, seconds }) {
    for (const late = Date.now() + seconds * 1000; ;) {
      const is_so = await page.evaluate(code).catch((error) => { if (Date.now() > late) throw error; });
      if (is_so) return Date.now();
      if (Date.now() > late) throw new Error(`not within ${seconds} s`);
      await new Promise((done) => { setTimeout(done, 50); });
    }
  },
  tap: ({ x, y }) => page.touchscreen.tap(x, y),
  click: ({ selector }) => page.click(selector),
  fill: ({ selector, text }) => page.fill(selector, text),
  key: ({ key }) => page.keyboard.press(key),
  // A headless page is never hidden by itself.
  hide: ({ hidden }) => page.evaluate((now) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => now });
    document.dispatchEvent(new Event('visibilitychange'));
  }, hidden),
  offline: ({ offline }) => context.setOffline(offline),
  reload: () => page.reload({ waitUntil: 'commit' }).then(() => null),
  shot: ({ file }) => page.screenshot({ path: file }).then(() => null),
  // What a screen reader is told.
  async tree() {
    const { nodes } = await devtools.send('Accessibility.getFullAXTree');
    return nodes.filter((node) => !node.ignored).map((node) => [node.role?.value, node.name?.value]);
  },
  // What the page keeps: garbage goes before it is counted.
  async heap() {
    await devtools.send('HeapProfiler.collectGarbage');
    return devtools.send('Runtime.getHeapUsage');
  },
  network: () => ({ bytes, sent }),
  said: () => said,
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { do: name, ...what } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ answer: await COMMANDS[name](what) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser.close();
