// Debian's Chromium for the tests of the desk: finds everything as a screen reader does, by role and name. tests/desk/desk.py speaks it.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const cache = process.env.SUNHALL_CACHE ?? path.join(os.homedir(), '.cache/sunhall');
const { chromium } = createRequire(path.join(cache, 'npm/'))('playwright-core');

const PROGRAM = '/usr/bin/chromium';
const FLAGS = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--autoplay-policy=no-user-gesture-required', '--use-gl=angle', '--use-angle=gl-egl', '--ignore-gpu-blocklist'];
const ACT_MS = 10000;

let browser, context, page, child;
let said = [];

function watch() {
  said = [];
  page.on('console', (message) => said.push(`${message.type()}: ${message.text()}`));
  page.on('pageerror', (error) => said.push(`pageerror: ${error.stack}`));
  page.setDefaultTimeout(ACT_MS);
}

// A browser with a profile on the disk, and a process that can be killed.
async function startWithProfile(profile) {
  child = spawn(PROGRAM, ['--headless=new', '--remote-debugging-port=0', `--user-data-dir=${profile}`, '--lang=zh-CN',
    '--accept-lang=zh-CN',
    ...FLAGS, 'about:blank'], { stdio: ['ignore', 'ignore', 'pipe'], detached: true });
  const address = await new Promise((found, failed) => {
    let text = '';
    child.stderr.on('data', (piece) => {
      text += piece;
      const [, url] = /DevTools listening on (ws:\S+)/.exec(text) ?? [];
      if (url) found(url);
    });
    child.on('exit', () => failed(new Error(`the browser has left: ${text}`)));
  });
  browser = await chromium.connectOverCDP(address);
  [context] = browser.contexts();
}

const named = ({ role, name, exact = true }) => page.getByRole(role, { name, exact });

const COMMANDS = {
  async open({ url, width = 360, height = 800, locale = 'zh-CN', profile = '', headers = {} }) {
    await context?.close().catch(() => {});
    if (profile) {
      await startWithProfile(profile);
      page = context.pages()[0] ?? await context.newPage();
      await page.setViewportSize({ width, height });
    } else {
      browser ??= await chromium.launch({ executablePath: PROGRAM, args: FLAGS });
      context = await browser.newContext({ viewport: { width, height }, locale, hasTouch: true, extraHTTPHeaders: headers,
        acceptDownloads: true });
      page = await context.newPage();
    }
    watch();
    await page.goto(url, { waitUntil: 'commit' });
  },
  tap: (what) => named(what).first().click(),
  fill: ({ label, text }) => page.getByLabel(label, { exact: true }).first().fill(text),
  count: (what) => named(what).count(),
  text: () => page.evaluate('document.body.innerText'),
  eval: ({ code }) => page.evaluate(code),
  // Not by waitForFunction: the page's policy forbids what it does.
  async wait({ code, seconds }) {
    for (const late = Date.now() + seconds * 1000; ;) {
      const answer = await page.evaluate(code).catch(() => null);
      if (answer) return answer;
      if (Date.now() > late) throw new Error(`not within ${seconds} s: ${code}\n${await page.evaluate('document.body.innerText')
        .catch(String)}`);
      await new Promise((done) => { setTimeout(done, 50); });
    }
  },
  key: ({ key }) => page.keyboard.press(key),
  upload: ({ label, file }) => page.getByLabel(label, { exact: true }).setInputFiles(file),
  reload: () => page.reload({ waitUntil: 'commit' }).then(() => null),
  size: ({ width, height }) => page.setViewportSize({ width, height }),
  shot: ({ file }) => page.screenshot({ path: file }).then(() => null),
  pdf: ({ file }) => page.pdf({ path: file, preferCSSPageSize: true }).then(() => null),
  print: ({ is_on }) => page.emulateMedia({ media: is_on ? 'print' : null }),
  async download(what) {
    const [download] = await Promise.all([page.waitForEvent('download'), named(what).first().click()]);
    return { name: download.suggestedFilename(), path: await download.path() };
  },
  // What a screen reader is told.
  async tree() {
    const devtools = await context.newCDPSession(page);
    const { nodes } = await devtools.send('Accessibility.getFullAXTree');
    await devtools.detach();
    return nodes.filter((node) => !node.ignored).map((node) => [node.role?.value, node.name?.value ?? '']);
  },
  said: () => said,
  // As a battery that is empty does.
  async kill() {
    process.kill(-child.pid, 'SIGKILL');
    [browser, context, page, child] = [null, null, null, null];
  },
};

for await (const line of readline.createInterface({ input: process.stdin })) {
  const { do: name, ...what } = JSON.parse(line);
  try {
    console.log(JSON.stringify({ answer: await COMMANDS[name](what) ?? null }));
  } catch (error) {
    console.log(JSON.stringify({ error: String(error) }));
  }
}
await browser?.close();
if (child) process.kill(-child.pid, 'SIGKILL');
