// What managers look after: one list of ways, and the screens behind it.
import { html, useDesk, useNews } from '../kit.js';
import { say, sayPair } from '../base/say.js';
import { Row } from '../parts/pieces.js';
import { MASTERS } from '../kinds/masters.js';
import { MASTER_KINDS } from '../base/day.js';
import { AccountsScreen } from './accounts.js';
import { FeedbackScreen } from './feedback.js';
import { FindScreen } from './find.js';
import { ImportScreen } from './import.js';
import { LinksScreen } from './links.js';
import { LooksScreen } from './looks.js';
import { ListScreen } from './list.js';
import { NoticesScreen } from './notices.js';
import { PlatformsScreen, platformsText } from './platforms.js';
import { TraceScreen } from './trace.js';
import { VideoScreen } from './video.js';
import { WarningsScreen } from './warnings.js';

function ManageScreen() {
  const { day } = useDesk();
  useNews(day);
  const open = day.findings().filter(({ severity }) => severity !== 'todo').length;
  return html`<div class="title"><h1>${say('管理', 'Manage')}</h1></div>
    <h2>${say('每天看', 'Every day')}</h2><div class="rows">
      <${Row} icon="warning" title=${say('告警', 'Warnings')} text=${open ? say(`${open} 条未关闭`, `${open} open`) : say('没有未关闭的', 'None open')}
        path=${['warnings']} />
      <${Row} icon="chat" title=${say('家属意见', 'Feedback')} path=${['feedback']} /><${Row} icon="megaphone" title=${say('通知', 'Notices')}
        path=${['notices']} />
      <${Row} icon="film" title=${say('录像天数', 'Days of video')} path=${['video']} />
      <${Row} icon="cloud" title=${say('监管平台', 'Supervision platforms')} text=${platformsText(day.site?.platforms ?? [])}
        path=${['platforms']} /></div>
    <h2>${say('基础资料', 'Lists')}</h2><div class="rows">${MASTER_KINDS.map((kind) => html`<${Row} key=${kind} icon=${MASTERS[kind].icon}
      title=${sayPair(MASTERS[kind].word)} text=${say(`${day.masters(kind).length} 条`, `${day.masters(kind).length}`)}
        path=${['list', kind]} />`)}
      <${Row} icon="up" title=${say('导入表格', 'Import a table')} text="CSV" path=${['import']} /></div>
    <h2>${say('谁能看', 'Who may see')}</h2><div class="rows"><${Row} icon="link" title=${say('邀请链接', 'Invitation links')} path=${['links']} />
      <${Row} icon="key" title=${say('账号', 'Accounts')} path=${['accounts']} />
      <${Row} icon="eye" title=${say('查看记录', 'Who looked')} path=${['looks']} /></div>`;
}

const managers = (draw) => (...parts) => html`<${Guard} draw=${() => draw(...parts)} />`;

function Guard({ draw }) {
  const { hub } = useDesk();
  return hub.isManager ? draw() : html`<p class="told">${say('只有管理员能看这一页', 'This screen is for managers')}</p>`;
}

export const MANAGE = {
  manage: managers(() => html`<${ManageScreen} />`), list: managers((kind) => html`<${ListScreen} key=${kind}
    kind=${kind} />`), import: managers(() => html`<${ImportScreen} />`),
  warnings: () => html`<${WarningsScreen} />`, feedback: managers(() => html`<${FeedbackScreen} />`),
  notices: managers(() => html`<${NoticesScreen} />`),
  links: managers(() => html`<${LinksScreen} />`), accounts: managers(() => html`<${AccountsScreen} />`),
  platforms: managers(() => html`<${PlatformsScreen} />`),
  looks: managers(() => html`<${LooksScreen} />`),
  video: () => html`<${VideoScreen} />`, find: () => html`<${FindScreen} />`, trace: (by, what) => html`<${TraceScreen} key=${what} by=${by}
    what=${what} />`,
};
