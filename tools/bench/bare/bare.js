// What the family page is measured against: the least a page can do that plays the same streams with the same hls.js.
// The address's hash says which: [{ "url", "rect": [left, top, width, height] }], in CSS pixels.
import Hls from './hls.js';

const SETTINGS = { lowLatencyMode: true, maxLiveSyncPlaybackRate: 1.5, enableWorker: false, backBufferLength: 8, maxBufferLength: 8 };

const shown = [];

function play({ url, rect }, index) {
  const video = Object.assign(document.createElement('video'), { muted: true, playsInline: true });
  const [left, top, width, height] = rect.map((side) => `${side}px`);
  Object.assign(video.style, { left, top, width, height });
  document.body.append(video);
  shown[index] = 0;
  const next = () => { shown[index] += 1; video.requestVideoFrameCallback(next); };
  video.requestVideoFrameCallback(next);
  const hls = new Hls(SETTINGS);
  hls.on(Hls.Events.MANIFEST_PARSED, () => video.play());
  hls.loadSource(url);
  hls.attachMedia(video);
}

JSON.parse(decodeURIComponent(location.hash.slice(1))).forEach(play);
window.bare = { shown };
