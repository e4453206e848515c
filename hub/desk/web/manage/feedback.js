// 家属意见: what families wrote, with the picture they sent, and whether somebody has seen to it.
import { html, useDesk, useState } from '../kit.js';
import { say } from '../base/say.js';
import { errorText } from '../base/hub.js';
import { dateTimeText } from '../base/times.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Moment } from '../parts/moment.js';
import { Empty, Head, Loading } from '../parts/pieces.js';
import { toast } from '../parts/toast.js';

function Letter({ one, onHandled, onPlay }) {
  return html`<li><p class="letter">${one.text}</p>${one.has_still && html`<img class="still" src=${`/api/v1/feedback/${one.id}/still.jpg`}
    alt=${say('随信的画面', 'The picture with it')} loading="lazy" />`}
    <p class="row-text">${one.name || say('院内', 'In the house')} · ${dateTimeText(one.at)}${one.handled_at ? say(` · ${one.handled_by} 已处理`,
      ` · seen to by ${one.handled_by}`) : ''}</p>
    <div class="buttons">${one.camera && one.picture_time && html`<button type="button" onClick=${onPlay}>
      <${Icon} name="play" />${say('看当时录像', 'Play that moment')}</button>`}
    ${!one.handled_at && html`<button type="button" class="chief" onClick=${onHandled}>${say('已处理', 'Seen to')}</button>`}</div></li>`;
}

export function FeedbackScreen() {
  const { hub } = useDesk();
  const { answer, error, again } = useAsk('/api/v1/feedback');
  const [playing, play] = useState(null);
  async function handle(one) {
    try {
      await hub.post(`/api/v1/feedback/${one.id}/handled`, {});
      again();
    } catch (problem) { toast(errorText(problem), { tone: 'bad' }); }
  }
  return html`<${Head} title=${say('家属意见', 'Feedback')} from=${['manage']} />${!answer ? html`<${Loading} error=${error}
    again=${again} />` : answer.feedback.length === 0 ? html`<${Empty} icon="chat">${say('还没有意见', 'No feedback yet')}<//>`
    : html`<ul class="cards">${answer.feedback.map((one) => html`<${Letter} key=${one.id} one=${one} onHandled=${() => handle(one)}
      onPlay=${() => play(one)} />`)}</ul>`}
    ${playing && html`<${Moment} at=${playing.picture_time} camera=${playing.camera} onClose=${() => play(null)} />`}`;
}
