// Opens the page: fetches the program and its first fonts with honest progress, then hands over to the parts.
import { openAccess } from './access.js';
import { Clock } from './clock.js';
import { openFeedback } from './feedback.js';
import { Feeds } from './feeds.js';
import { Fonts } from './fonts.js';
import { Hub } from './hub.js';
import { watchInput } from './input.js';
import { Loop } from './loop.js';
import { Mirror } from './mirror.js';
import { Program } from './program.js';
import { restored, keep } from './kept.js';
import { watchScreen } from './screen.js';
import { english, say } from './words.js';

const KIB = 1024;
const DONE_AFTER_MS = 8000;  // then the stage is shown, with whatever it has

const progress = document.getElementById('progress');
const progressText = document.getElementById('progress-text');
const sizes = JSON.parse(document.getElementById('sizes').textContent);
const here = new URL('./', import.meta.url);

const loaded = new Map();  // file → share of it that came

function showProgress() {
  let came = 0, all = 0;
  for (const [file, bytes] of Object.entries(sizes)) {
    all += bytes.sent;
    came += bytes.sent * (loaded.get(file) ?? 0);
  }
  const size = (bytes) => `${Math.round(bytes / KIB)} KB`;
  progress.value = all ? came / all : 0;
  progressText.textContent = `${say('loading')} ${say('of', size(came), size(all))}`;
}

// Passes a body on and counts it; sizes know what it is unpacked, for it may come compressed.
function counted(file, response) {
  if (!response.ok) throw new Error(`${file}: ${response.status}`);
  if (!response.body || !window.TransformStream) {
    loaded.set(file, 1);
    return response;
  }
  let came = 0;
  const counter = new TransformStream({
    transform(piece, out) {
      came += piece.byteLength;
      loaded.set(file, Math.min(1, came / sizes[file].whole));
      showProgress();
      out.enqueue(piece);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { 'Content-Type': response.headers.get('Content-Type') ?? '' } });
}

async function fetchCounted(file) {
  return counted(file, await fetch(new URL(file, here)));
}

async function fetchBytes(file) {
  return new Uint8Array(await (await fetchCounted(file)).arrayBuffer());
}

function leaveForPlain(why) {
  console.warn(`sunhall: ${why}`);
  location.replace(`plain${english ? '?lang=en' : ''}`);
}

async function open() {
  document.documentElement.lang = english ? 'en' : 'zh-CN';
  showProgress();
  if (typeof WebAssembly !== 'object' || !window.WebGL2RenderingContext) return leaveForPlain('no WebAssembly or no WebGL 2');
  const clock = new Clock();
  const hub = new Hub(clock);
  const began = performance.now();
  const [program, regular, bold] = await Promise.all([
    Program.load(here, fetchCounted), fetchBytes('first-400.woff2'), fetchBytes('first-700.woff2'),
  ]);
  if (!program.open(regular, bold)) return leaveForPlain('WebGL 2 did not open');
  start({ program, hub, clock, began });
}

function start({ program, hub, clock, began }) {
  const loop = new Loop(program, clock);
  const feeds = new Feeds({ program, hub, clock, loop });
  const fonts = new Fonts({ program, loop, here, after: feeds.firstPicture });
  const mirror = new Mirror({ program, clock, loop });
  const reader = { percent: restored('text_percent', 100), watermark: '', mayWatch: false };
  const tellReader = () => {
    program.reader(english, reader.percent, reader.mayWatch, reader.watermark);
    loop.wake();
  };
  const access = openAccess({ hub, program, loop, told: (me) => {
    Object.assign(reader, { watermark: me.watermark, mayWatch: me.mayWatch });
    tellReader();
  } });
  program.host = {
    canPlay: (codecs) => feeds.canPlay(codecs),
    play: (camera, main, sub) => feeds.play(camera, main, sub),
    picture: (camera, main) => feeds.picture(camera, main),
    wantCharacter: (bold, code) => fonts.want(bold, code),
    pressed: (act) => { if (act === 'feedback') openFeedback({ hub, program, feeds, loop }); },
  };
  loop.after = () => {
    mirror.refresh();
    const percent = program.textPercent();
    if (percent !== reader.percent) keep('text_percent', reader.percent = percent);
  };
  tellReader();
  watchScreen({ program, loop, feeds });
  watchInput({ program, loop });
  hub.on({
    me: access.take,
    site: (text) => {
      if (program.site(text)) {
        feeds.setSite(JSON.parse(text));
        document.title = `${JSON.parse(text).name} · ${english ? 'Sunhall' : '阳光食堂'}`;
        document.getElementById('loading').classList.add('done');
      }
      loop.wake();
    },
    today: (text) => { program.today(text); loop.wake(); },
    todayAway: () => { program.todayAway(); loop.wake(); },
    camera: ({ id, state }) => { program.hubState(id, state); feeds.retry(id, state); loop.wake(); },
    screen: () => {},  // commands for the hall are not for a hand
    link: (state) => { program.link(state); access.link(state); if (state === 'up') feeds.retry(); loop.wake(); },
  });
  hub.start();
  window.sunhall = {
    state: () => ({ ...program.figures(), ...loop.figures(), players: feeds.figures(), fonts: fonts.figures(), link: hub.link,
      skew_ms: clock.skew_ms, open_ms: Math.round(performance.now() - began) }),
    notice: (text) => { program.notice(text); loop.wake(); },
    // Only in the task that drew it are the canvas's pixels there to be read.
    draw: () => loop.draw(),
    // For tests of what happens when a GPU is reset.
    context: () => document.getElementById('stage').getContext('webgl2').getExtension('WEBGL_lose_context'),
  };
  setTimeout(() => access.late(), DONE_AFTER_MS);
}

open().catch((error) => {
  console.error(error);
  if (error instanceof WebAssembly.CompileError) return leaveForPlain(String(error));
  openAccess.broken();
});
