// A table becomes people, suppliers or products: first a trial that lists every bad row, then, when told, for good.
import { html, useDesk, useState } from '../kit.js';
import { say } from '../base/say.js';
import { errorText } from '../base/hub.js';
import { Choice } from '../parts/inputs.js';
import { Icon } from '../parts/icon.js';
import { Head } from '../parts/pieces.js';
import { MASTERS } from '../kinds/masters.js';

// As the hub names the columns (its messages call the fields so, too).
const COLUMNS = {
  person: ['姓名', '岗位', '健康证有效期', '上岗时间', '电话'],
  supplier: ['名称', '联系人', '电话', '地址', '许可证编号', '许可证有效期'],
  product: ['名称', '食材类别', '单位', '规格', '保质期天数', '产地', '供货者'],
};
const BYTES_MAX = 1 << 20;
const WORKBOOK = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

// By the name: what browsers call a file's type depends on the programs that are installed.
const typeOf = ({ name }) => (/\.xlsx$/i.test(name) ? WORKBOOK : 'text/csv');

function Bad({ bad }) {
  return html`<table class="bad-rows"><thead><tr><th>${say('行', 'Line')}</th><th>${say('列', 'Column')}</th>
    <th>${say('哪里不对', 'What is wrong')}</th>
    </tr></thead>
    <tbody>${bad.map((row, at) => html`<tr key=${at}><td>${row.cell ?? row.line}</td><td>${row.column}</td>
      <td>${say(row.reason_zh, row.reason_en)}</td>
      </tr>`)}</tbody></table>`;
}

function refusal({ name, size }) {
  if (/\.xls$/i.test(name)) return say('请在 Excel 里「另存为」.xlsx，再导入', 'Please save it as .xlsx in Excel first');
  return size > BYTES_MAX ? say('文件太大：最多 1 MB', 'The file is too large: 1 MB at most') : '';
}

export function ImportScreen() {
  const { hub, day } = useDesk();
  const [kind, setKind] = useState('person');
  const [file, setFile] = useState(null);
  const [state, setState] = useState({});  // answer, problem, is_busy, is_done
  async function send(commit) {
    setState({ is_busy: true });
    try {
      const answer = await hub.send(`/api/v1/import?kind=${kind}&commit=${commit ? 1 : 0}`, file, typeOf(file));
      setState({ answer, is_done: commit });
      if (commit) day.refresh();
    } catch (error) { setState({ problem: errorText(error) }); }
  }
  function take(event) {
    const [chosen] = event.target.files;
    const problem = chosen ? refusal(chosen) : '';
    setState({ problem });
    setFile(problem ? null : chosen ?? null);
    event.target.value = '';
  }
  const { answer, problem, is_busy, is_done } = state;
  return html`<${Head} title=${say('导入表格', 'Import a table')} from=${['manage']} />
    <div class="form"><div class="field"><label>${say('导入什么', 'What')}</label><${Choice} required label=${say('导入什么', 'What')} value=${kind}
      onChange=${(word) => { setKind(word); setState({}); }}
      choices=${Object.keys(COLUMNS).map((word) => [word, ...MASTERS[word].word])} /><p
        class="hint">${say('第一行是列名，例如：', 'The first line names the columns, for example: ')}${COLUMNS[kind].join('、')}</p></div>
      <label class="button wide file"><${Icon} name="up" />${file ? file.name
        : say('选 Excel 或 CSV 文件', 'Choose an Excel or CSV file')}<input type="file"
        accept=".xlsx,.csv,text/csv" aria-label=${say('选文件', 'Choose a file')} onChange=${take} /></label>
      <button type="button" class="wide" disabled=${!file || is_busy} onClick=${() => send(false)}>${say('先检查，不导入', 'Check only')}</button>
        </div>
    ${problem && html`<p class="told bad" role="alert"><${Icon} name="warning" />${problem}</p>`}
    ${answer && html`<div role="status"><p class=${`told ${answer.bad.length ? 'due' : 'good'}`}><${Icon}
      name=${answer.bad.length ? 'warning' : 'check'} />${is_done ? say(`已导入 ${answer.stored} 条`, `${answer.stored} imported`)
    : say(`共 ${answer.rows} 行：${answer.good} 行没有问题，${answer.bad.length} 处有问题`,
      `${answer.rows} rows: ${answer.good} are good, ${answer.bad.length} problems`)}</p>${answer.bad.length > 0 && html`<${Bad}
      bad=${answer.bad} />`}</div>
      ${!is_done && answer.bad.length > 0
        && html`<p class="hint">${say('请先在表格里改好，再选一次：有问题的表格一行也不导入。',
          'Please mend the table and choose it again: of a table with problems, nothing is taken.')}</p>`}
      ${!is_done && !answer.bad.length && answer.good > 0 && html`<button type="button" class="chief wide" disabled=${is_busy}
        onClick=${() => send(true)}>${say(`导入 ${answer.good} 行`, `Import ${answer.good} rows`)}</button>`}`}`;
}
