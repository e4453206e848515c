// Opens the desk: what waits on the device first, then the hub.
import { html, render } from './kit.js';
import { Day } from './base/day.js';
import { Events } from './base/events.js';
import { Hub } from './base/hub.js';
import { Outbox } from './base/outbox.js';
import { Sender } from './base/sender.js';
import { App } from './screens/app.js';
import { keep, restored } from './kept.js';

const hub = new Hub(), outbox = new Outbox();
const sender = new Sender(hub, outbox);
const day = new Day({ hub, outbox, sender });
const desk = { hub, outbox, sender, day };

const events = new Events({
  up: () => { sender.kick(); day.refresh(); },
  news: () => day.refresh(),
});

let here = null;                             // who is logged in
let whose = restored('desk.whose', null);    // whose day lies on the device
function changed() {
  const name = hub.me?.name ?? null;
  if (name === here) return;
  here = name;
  if (!name) return void events.stop();
  // One person's day is not for the next one's eyes; a session that merely ended finds everything as it was.
  if (whose && whose !== name) day.forget();
  keep('desk.whose', whose = name);
  events.start();
  day.refresh();
  sender.kick();
}

async function open() {
  await outbox.open();
  await day.open();
  hub.on(changed);
  changed();
  let seen = sender.settled.length;
  sender.on(() => {
    if (sender.settled.length > seen) day.refresh();
    seen = sender.settled.length;
  });
  const root = document.getElementById('desk');
  root.replaceChildren();
  render(html`<${App} desk=${desk} />`, root);
  outbox.dropOldPhotos().catch(() => {});
  await hub.askMe().catch(() => {});  // away: who was here goes on
  // Over plain http, and in old browsers, there is none: then the desk needs the hub to be opened, not to be used.
  navigator.serviceWorker?.register('/desk-worker.js', { scope: '/desk' }).catch(() => {});
}

open();
