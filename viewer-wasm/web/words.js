// Words that the page says around the canvas; all others are the stage's (core/stage/strings.h).

const WORDS = {
  loading: ['正在打开', 'Opening'],
  of: ['{0} / {1}', '{0} of {1}'],
  retry: ['再试一次', 'Try again'],
  close: ['关闭', 'Close'],
  plain: ['看文字版', 'Plain page'],
  away_title: ['暂时连不上食堂', 'The canteen cannot be reached'],
  away: ['可能是网络不好，页面会自动再试。', 'The network may be down; this page keeps trying.'],
  broken_title: ['页面没有打开', 'The page did not open'],
  broken: ['请再试一次，或看文字版。', 'Please try again, or read the plain page.'],
  signed_out_title: ['需要邀请链接', 'An invitation is needed'],
  signed_out: ['请用养老院发给您的邀请链接打开。没有或已失效，请向养老院再要一个。',
    'Please open the link that the home gave you. If you have none or it has ended, ask the home for a new one.'],
  invalid_title: ['邀请链接已失效', 'This invitation has ended'],
  invalid: ['链接可能已到期或被收回，请向养老院再要一个。', 'It may have expired or been taken back; please ask the home for a new one.'],
  hours_title: ['现在不在观看时间', 'Outside viewing hours'],
  hours: ['观看时间：{0}。到时会自动打开，今日公示照常可看。', 'Viewing hours: {0}. Video opens by itself then; the records can be read now.'],
  full_title: ['现在看的人很多', 'Many families are watching'],
  full: ['画面稍后会自动打开，今日公示照常可看。', 'Video opens by itself in a moment; the records can be read now.'],
  records: ['看今日公示', 'Read the records'],
  feedback_title: ['给食堂提意见', 'Tell the canteen'],
  feedback: ['养老院的管理人员会看到。', 'The home\'s managers will read it.'],
  feedback_hint: ['想说的话（最多 1000 字）', 'Your words (1000 characters at most)'],
  feedback_still: ['附上现在的画面', 'Add the picture of now'],
  send: ['发送', 'Send'],
  cancel: ['取消', 'Cancel'],
  sending: ['正在发送…', 'Sending…'],
  sent_title: ['已发送，谢谢', 'Sent, thank you'],
  sent: ['管理人员会看到您的意见。', 'The managers will read it.'],
  too_many: ['今天提得有点多，请过一会儿再发。', 'That was a lot for now; please send it a little later.'],
  not_sent: ['没有发出去，请再试一次。', 'It was not sent; please try again.'],
  empty: ['请先写几个字。', 'Please write a few words first.'],
};

export const english = !(navigator.languages ?? [navigator.language ?? 'zh'])
  .some((language) => /^zh\b/i.test(language)) && !/MicroMessenger/i.test(navigator.userAgent);

export function say(id, ...values) {
  const words = WORDS[id][english ? 1 : 0];
  return values.reduce((text, value, at) => text.replace(`{${at}}`, value), words);
}
