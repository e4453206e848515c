// Plays one address with hls.js as a family's page would, and notes every picture that was shown.
'use strict';

// The counter burnt into every picture: docs/camera-sim.md.
const SQUARES = 18, SQUARE = 24, LEFT = 24, TOP = 1032, CONTRAST = 40;

const canvas = document.createElement('canvas');
canvas.width = SQUARES * 4;
canvas.height = 4;
const drawing = canvas.getContext('2d', { willReadFrequently: true });

function readCounter(video) {
  const scale = video.videoWidth / 1920;
  drawing.drawImage(video, LEFT * scale, TOP * scale, SQUARES * SQUARE * scale, SQUARE * scale, 0, 0, canvas.width, 4);
  const { data } = drawing.getImageData(0, 2, canvas.width, 1);
  const levels = Array.from({ length: SQUARES }, (_, i) => (data[16 * i + 5] + data[16 * i + 9]) / 2);  // green, the middle
  const [white, black] = levels;
  if (white - black < CONTRAST) return null;
  const bits = levels.slice(2).map((level) => Number(level > (white + black) / 2));
  if (bits.reduce((sum, bit) => sum + bit) % 2) return null;
  const value = parseInt(bits.slice(0, -1).join(''), 2);
  return { frame: value >> 3, area: value & 7 };
}

// Watches for so many seconds after the first picture; answers what was seen.
window.watch = ({ url, seconds, live }) => new Promise((done) => {
  const video = document.querySelector('video');
  const seen = { pictures: [], errors: [], levels: [], began_ms: Date.now() };
  const hls = new Hls({ lowLatencyMode: live, maxLiveSyncPlaybackRate: 1.5 });
  const end = () => {
    clearTimeout(tooLate);
    Object.assign(seen, { width: video.videoWidth, height: video.videoHeight, duration: video.duration });
    hls.destroy();
    done(seen);
  };
  const tooLate = setTimeout(end, seconds * 1000 + 20000);
  hls.on(Hls.Events.ERROR, (_, data) => {
    seen.errors.push({ fatal: data.fatal, details: data.details, text: String(data.error) });
    if (data.fatal) end();
  });
  hls.on(Hls.Events.MANIFEST_PARSED, () => {
    seen.levels = hls.levels.map(({ width, height, codecSet }) => ({ width, height, codecs: codecSet }));
    video.play();
  });
  const note = () => {
    const counter = readCounter(video);
    const delay_ms = hls.playingDate ? Date.now() - hls.playingDate : null;
    seen.pictures.push({ at_ms: Date.now(), delay_ms, media_s: video.currentTime, ...counter });
    if (seen.pictures.length === 1) setTimeout(end, seconds * 1000);
    video.requestVideoFrameCallback(note);
  };
  video.requestVideoFrameCallback(note);
  hls.loadSource(url);
  hls.attachMedia(video);
});
