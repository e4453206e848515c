// Plays the moment of a record from the archive: two minutes before it until two after.
import { html, useDesk, useEffect, useRef, useState } from '../kit.js';
import { say } from '../base/say.js';
import { dateTimeText, spanQuery } from '../base/times.js';
import { Dialog } from './pieces.js';

const AROUND_MS = 120000;
// Where such things happen, when the record does not name a camera.
const AREAS = { delivery: 'storage', storage_check: 'storage', disinfection: 'washing', meal: 'dining', sample: 'portioning',
  holding: 'portioning',
  core_temperature: 'operation', morning_check: 'operation', waste: 'washing' };
const WHY = { 403: ['这个账号不能看录像', 'This account may not watch recordings'], 404: ['这个摄像头当时没有录像', 'Nothing was recorded there then'] };

async function open(video, url, told) {
  if (!video.canPlayType('application/vnd.apple.mpegurl') || window.MediaSource) {
    const { default: Hls } = await import('../hls.js');
    if (Hls.isSupported()) {
      const hls = new Hls({ enableWorker: false });
      hls.on(Hls.Events.ERROR, (_, { fatal, response }) => { if (fatal) told(response?.code ?? 0); });
      hls.loadSource(url);
      hls.attachMedia(video);
      return () => hls.destroy();
    }
  }
  video.src = url;
  video.onerror = () => told(0);
  return () => { video.removeAttribute('src'); video.load(); };
}

function Player({ url }) {
  const video = useRef(null);
  const [problem, setProblem] = useState(null);
  useEffect(() => {
    let close = null, is_over = false;
    setProblem(null);
    open(video.current, url, setProblem).then((closer) => {
      if (is_over) closer();
      else close = closer;
    }, () => setProblem(0));
    return () => { is_over = true; close?.(); };
  }, [url]);
  return html`<video ref=${video} class="film" controls muted autoplay playsinline aria-label=${say('录像', 'Recording')}></video>
    ${problem !== null && html`<p class="field-problem"
      role="alert">${say(...(WHY[problem] ?? ['录像放不出来，请再试一次', 'The recording does not play; please try again']))}</p>`}`;
}

export function Moment({ at, camera, kind, onClose }) {
  const { day } = useDesk();
  const cameras = day.site?.cameras ?? [];
  const [chosen, choose] = useState(camera ?? cameras.find(({ area }) => area === AREAS[kind])?.id ?? cameras[0]?.id);
  const middle_ms = Date.parse(at);
  const url = `/archive/${encodeURIComponent(chosen)}/index.m3u8?${spanQuery(middle_ms - AROUND_MS, middle_ms + AROUND_MS)}`;
  return html`<${Dialog} title=${dateTimeText(at)} onClose=${onClose}>${chosen ? html`<${Player} url=${url} />`
    : html`<p>${say('这里没有摄像头', 'There is no camera')}</p>`}
    <div class="choice" role="group" aria-label=${say('摄像头', 'Camera')}>${cameras.map(({ id, name }) => html`<button type="button" key=${id}
      class=${id === chosen ? 'on' : ''} aria-pressed=${id === chosen} onClick=${() => choose(id)}>${name}</button>`)}</div>
    <p class="hint">${say('每次查看都会记录在案。', 'Every look is logged.')}</p><button type="button" class="wide"
      onClick=${onClose}>${say('关闭', 'Close')}</button><//>`;
}
