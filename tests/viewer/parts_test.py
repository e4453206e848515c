"""Parts of the page's JavaScript in a real browser, each between neighbours that the test makes up."""
import unittest

import visitor

# An empty document of the hub's own, with the elements that the parts look for, and their folder.
STAND = """(async () => {
  document.body.innerHTML = '<div id="mirror"></div><div id="alerts"></div><div id="players"></div><div id="card" hidden></div>' +
    '<canvas id="stage"></canvas><div id="loading"></div>';
  window.at = new URL(/page\\/[0-9a-f]+\\//.exec(await (await fetch('/')).text())[0], location.origin + '/').href;
  window.loop = { wake() {}, wakeWithin() {}, draw() {} };
  window.clock = { ticks: () => performance.now(), now: () => Date.now(), learn() {} };
})()"""
# A hub of the test's: what it answers, and an event stream that it speaks on and ends.
HUB = """(async () => {
  window.answers = { '/api/v1/me': [200, '{}'], '/api/v1/site': [200, 'site 1'], '/api/v1/today': [200, 'today 1'] };
  window.told = [];
  window.fetch = async (path, { signal } = {}) => {
    if (path !== '/api/v1/events') return new Response(answers[path][1], { status: answers[path][0] });
    return new Response(new ReadableStream({ start(stream) {
      window.speak = (name) => stream.enqueue(new TextEncoder().encode(`event: ${name}\\ndata: {}\\n\\n`));
      window.end = () => stream.close();
      signal.addEventListener('abort', () => stream.error(new Error('ended')));
    } }));
  };
  const { Hub } = await import(at + 'hub.js');
  const hub = new Hub(clock);
  const tell = (what) => (text) => { told.push(`${what} ${text}`); };
  hub.on({ me() {}, camera() {}, screen() {}, link: tell('link'), site: tell('site'), today: tell('today'),
    todayAway: () => told.push('away') });
  hub.start();
})()"""

# A new event stream with a site that is told in other words, and what the camera is called in the seconds after it.
# The picture is still, and has been for two seconds: a stream that gives way to the smaller one shows one more change.
REST_DINING = """(async () => {
  for (let rested = 0, i = 0; rested < 20 && i < 150; ++i) {
    await new Promise((done) => setTimeout(done, 100));
    rested = sunhall.state().feeds.find((feed) => feed.id === 'dining').state === 'still' ? rested + 1 : 0;
    if (rested === 20) return true;
  }
  return false;
})()"""

WATCH_DINING = """(async () => {
  const ask = window.fetch;
  window.fetch = async (path, how) => {
    const answer = await ask(path, how);
    return path === '/api/v1/site' ? new Response(await answer.text() + ' ', { headers: answer.headers }) : answer;
  };
  dispatchEvent(new Event('online'));
  const states = [];
  for (let i = 0; i < 30; ++i) {
    await new Promise((done) => setTimeout(done, 100));
    states.push(sunhall.state().feeds.find((feed) => feed.id === 'dining').state);
  }
  return states;
})()"""

# The home has another name, and its cameras another order.
OTHER_SITE = """(() => {
  const ask = window.fetch;
  window.fetch = async (path, how) => {
    const answer = await ask(path, how);
    if (path !== '/api/v1/site') return answer;
    const site = await answer.json();
    return new Response(JSON.stringify({ ...site, name: 'another', cameras: site.cameras.reverse() }), { headers: answer.headers });
  };
  dispatchEvent(new Event('online'));
})()"""
# Its camera is another one, which the visitor may not see: each question is refused at once.
ASK_FOR_ANOTHER = """const open = XMLHttpRequest.prototype.open;
XMLHttpRequest.prototype.open = function (method, url, ...more) {
  return open.call(this, method, url.replace('/live/dining/', '/live/washing/'), ...more);
};"""


class Parts(visitor.PageTest):
    WATCHED = ("dining",)

    def setUp(self):
        super().setUp()
        self.visitor.do("open", url=f"{self.hub.url}/plain", **visitor.PHONE)
        self.visitor.do("wait", code="document.readyState === 'complete'", seconds=10)
        self.run_code(STAND)

    def run_code(self, code: str):
        return self.visitor.do("eval", code=code)

    def wait(self, code: str) -> None:
        try:
            self.visitor.do("wait", code=code, seconds=8)
        except AssertionError as late:
            raise AssertionError(f"{late}\n{self.run_code('window.told')}\n{self.visitor.do('said')}") from None

    def test_the_same_records_are_news_after_their_source_was_away(self):
        self.run_code(HUB)
        self.wait("told.includes('today today 1')")

        self.run_code("answers['/api/v1/today'][0] = 503, speak('records')")
        self.wait("told.at(-1) === 'away'")
        self.run_code("answers['/api/v1/today'][0] = 200, speak('records')")

        self.wait("told.at(-1) === 'today today 1'")

    def test_after_a_break_the_site_is_told_again_although_it_is_the_same(self):
        self.run_code(HUB)
        self.wait("told.includes('site site 1')")

        self.run_code("end()")

        self.wait("told.filter((what) => what === 'site site 1').length === 2")

    def test_news_that_could_not_be_fetched_are_fetched_on_a_new_stream(self):
        self.run_code(HUB)
        self.wait("told.includes('today today 1')")

        self.run_code("answers['/api/v1/today'] = [500, ''], speak('records')")
        self.run_code("new Promise((done) => setTimeout(done, 100))")
        self.run_code("answers['/api/v1/today'] = [200, 'today 2']")

        self.wait("told.includes('today today 2')")

    def test_what_is_heard_again_after_a_silence_is_not_said_again(self):
        said = self.run_code("""(async () => {
          const { Mirror } = await import(at + 'mirror.js');
          let now = '';
          const mirror = new Mirror({ program: { alerts: () => now, outline: () => '' }, clock, loop });
          return ['all well', '', 'all well', 'one is lost', 'all well'].map((words) => {
            now = words;
            mirror.refresh();
            return document.getElementById('alerts').textContent;
          });
        })()""")
        self.assertEqual(said, ["all well", "", "", "one is lost", "all well"])

    def test_a_reader_stays_where_they_are_when_another_part_changes(self):
        stays = self.run_code("""(async () => {
          const { Mirror } = await import(at + 'mirror.js');
          let time = '11:30';
          const outline = () => `<div lang="zh-CN"><p>${time}</p><section><button data-act="records">公示</button></section></div>`;
          const mirror = new Mirror({ program: { alerts: () => time, outline }, clock, loop });
          mirror.refresh();
          const button = document.querySelector('#mirror button');
          time = '11:31';
          mirror.refresh();
          return [document.querySelector('#mirror p').textContent, button === document.querySelector('#mirror button')];
        })()""")
        self.assertEqual(stays, ["11:31", True])

    def test_two_taps_send_one_letter_and_a_picture_is_shown_only_when_it_goes_with_it(self):
        sent = self.run_code("""(async () => {
          const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: at + 'page.css' });
          await new Promise((done) => { style.onload = done; document.head.append(style); });
          const { openFeedback } = await import(at + 'feedback.js');
          let posts = 0;
          const hub = { post: async () => { posts += 1; await new Promise((done) => setTimeout(done, 200)); return { ok: true }; } };
          openFeedback({ hub, program: { figures: () => ({ tiles: [] }) }, feeds: {}, loop });
          const card = document.getElementById('card');
          const shows = () => getComputedStyle(card.querySelector('.still')).display !== 'none';
          const before = shows();
          card.querySelector('input').click();
          const after = shows();
          card.querySelector('textarea').value = '汤很好喝';
          const send = card.querySelector('button.chief');
          send.click();
          send.click();
          await new Promise((done) => setTimeout(done, 400));
          return [before, after, posts];
        })()""")
        self.assertEqual(sent, [False, True, 1])


class Truth(visitor.PageTest):
    def test_a_frozen_picture_stays_still_when_the_site_is_told_again(self):
        self.visitor.open(self.url, live=2)
        self.addCleanup(self.cameras.tell, "back", "dining")
        self.cameras.tell("freeze", "dining")
        self.visitor.wait_state("dining", ("still",), 12)
        self.assertTrue(self.visitor.do("eval", code=REST_DINING))

        states = self.visitor.do("eval", code=WATCH_DINING)

        self.assertEqual(set(states), {"still"})

    def test_a_site_that_comes_while_the_context_is_lost_is_taken_by_all_parts(self):
        self.visitor.open(self.url, live=2)
        self.visitor.do("eval", code="window.gpu = sunhall.context(), gpu.loseContext()")
        self.visitor.wait("!state.painter", 3)

        self.visitor.do("eval", code=OTHER_SITE)
        self.visitor.do("wait", code="document.title.startsWith('another')", seconds=8)
        self.visitor.do("eval", code="gpu.restoreContext()")

        self.visitor.wait("state.painter && state.feeds.every((feed) => feed.state === 'live')", 20)
        state = self.visitor.state()
        self.assertEqual([feed["id"] for feed in state["feeds"]], ["washing", "dining"])
        self.assertTrue({player["id"] for player in state["players"]["open"]} <= {"washing", "dining"})

    def test_what_is_refused_is_asked_for_less_and_less_often_though_the_visitor_may_watch(self):
        link = self.hub.post("/api/v1/links", {"name": "张家", "cameras": ["dining"]}, self.hub.token).json
        self.visitor.open(f"{self.hub.url}{link['path']}", live=0, headers=visitor.OUTSIDE, broken=ASK_FOR_ANOTHER)
        self.visitor.do("wait", code="window.sunhall?.state().players.failed > 0", seconds=10)

        self.visitor.do("eval", code="new Promise((done) => setTimeout(done, 6000))")

        self.assertLessEqual(self.visitor.state()["players"]["failed"], 10)

    def test_who_is_not_invited_sees_a_page_that_does_nothing(self):
        self.visitor.open(self.url, live=0, headers=visitor.OUTSIDE)
        self.visitor.do("wait", code="Boolean(window.sunhall) && !document.getElementById('card').hidden", seconds=10)
        before = self.visitor.state()["drawn"]

        self.visitor.do("eval", code="new Promise((done) => setTimeout(done, 2000))")

        self.assertLess(self.visitor.state()["drawn"] - before, 5)


if __name__ == "__main__":
    unittest.main()
