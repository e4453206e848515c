// 追溯: from whom goods came, into which dishes and meals they went, which samples are kept; readable both ways.
import { html, useDesk, useNews } from '../kit.js';
import { say } from '../base/say.js';
import { dateText } from '../base/times.js';
import { to } from '../base/route.js';
import { useAsk } from '../parts/ask.js';
import { Icon } from '../parts/icon.js';
import { Empty, Head, Loading } from '../parts/pieces.js';
import { kindOf, numberText, summaryOf, titleOf } from '../kinds/kinds.js';

const STAGES = [['suppliers', '从哪里来', 'Came from'], ['deliveries', '哪批货', 'Goods'], ['meals', '进了哪些餐', 'Went into meals'],
  ['measurements', '测温', 'Temperatures'], ['samples', '留样', 'Samples']];

// What a reader of the chain wants to know of one link.
function textOf(record, links, day) {
  if (record.kind === 'meal') {
    const dishes = links.filter((link) => link.to === record.thing).map(({ dish }) => dish).filter(Boolean);
    return [...new Set(dishes)].join(say('、', ', '));
  }
  if (record.kind !== 'delivery') return summaryOf(record, day);
  const { quantity, unit, batch } = record.body ?? {};
  return [numberText(quantity) && `${numberText(quantity)} ${unit ?? ''}`, batch && say(`批号 ${batch}`, `batch ${batch}`)].filter(Boolean)
    .join(' · ');
}

function Thing({ record, links, asked }) {
  const { day } = useDesk();
  const text = textOf(record, links, day);
  return html`<li><a class=${`row ${asked ? 'asked' : ''}`} href=${to('record', record.thing, record.day)}><span class="row-icon"><${Icon}
    name=${kindOf(record.kind)?.icon} /></span><span class="row-words"><span
    class="row-title">${record.kind === 'supplier' ? '' : `${dateText(record.day)} `}${titleOf(record, day)}</span>
    ${text && html`<span class="row-text">${text}</span>`}</span><${Icon} name="next" size=${20} /></a></li>`;
}

export function TraceScreen({ by, what }) {
  const { day } = useDesk();
  useNews(day);
  const { answer, error, again } = useAsk(what ? `/api/v1/trace?${by === 'batch' ? 'batch' : 'thing'}=${encodeURIComponent(what)}` : null);
  const title = by === 'batch' ? say(`批号 ${what}`, `Batch ${what}`) : day.nameOf(what) || say('追溯', 'Trace');
  const stages = STAGES.filter(([name]) => answer?.[name]?.length);
  return html`<${Head} title=${title} from=${null} />${!answer ? html`<${Loading} error=${error} again=${again} />` : stages.length === 0
    ? html`<${Empty} icon="link">${say('没有找到相关记录', 'Nothing hangs together with it')}<//>`
    : html`<p class="hint">${say(`${answer.deliveries.length} 批货 → ${answer.meals.length} 餐 → ${answer.samples.length} 份留样`,
      `${answer.deliveries.length} deliveries → ${answer.meals.length} meals → ${answer.samples.length} samples`)}${answer.is_cut
        ? say('（太多，只显示一部分）',
      ' (too many: not all are shown)') : ''}</p>
    <ol class="chainlist">${stages.map(([name, zh, en]) => html`<li key=${name}><h2>${say(zh, en)} <small>${answer[name].length}</small>
      </h2>
      <ul>${answer[name].map((record) => html`<${Thing} key=${record.thing} record=${record} links=${answer.links}
      asked=${record.thing === what} />`)}</ul></li>`)}</ol>`}`;
}
