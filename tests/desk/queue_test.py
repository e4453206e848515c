"""What a cook enters is never lost and never twice: hub away, page reloaded, browser killed, records refused."""
import unittest

import desk
from desk import PEOPLE
from house import hall

BACK_S = 40.0  # the desk tries again within 30 s
# The network takes no record while `cut` is true: the hub goes on, so that a test has its time to do something there.
CUT = """(() => { const real = window.fetch; window.cut = true;
  window.fetch = (path, how) => (how?.method === 'PUT' && window.cut ? Promise.reject(new TypeError('Failed to fetch')) : real(path, how)); })()"""


class Queue(desk.DeskTest):
    def setUp(self):
        super().setUp()
        self.addCleanup(self.back)

    def back(self) -> None:
        if self.hub.process.poll() is not None:
            self.hub.start()

    def check(self, cook: desk.Cook, names) -> None:
        for name in names:
            cook.tap(f"{name} 合格")

    def wait_kept(self, cook: desk.Cook) -> None:
        """Until the worker has the page's own files: from then on it opens without a hub."""
        cook.do("wait", code="caches.keys().then((names) => names.length > 0 && navigator.serviceWorker.controller !== null)", seconds=desk.SEE_S)

    def checked(self) -> list[str]:
        return sorted(record["body"]["person"] for record in self.heads("morning_check"))

    def test_five_records_entered_without_a_hub_survive_a_reload_and_are_stored_once(self):
        cook = self.open()
        self.wait_kept(cook)
        cook.go("check")
        cook.see(PEOPLE[0])
        self.hub.end()

        self.check(cook, PEOPLE[:5])
        cook.see("待同步 5")
        cook.do("reload")
        cook.see("待同步 5")
        self.hub.start()

        cook.miss("待同步", BACK_S)
        self.assertEqual([self.checked().count(person) for person in self.people[:5]], [1] * 5)
        self.assertEqual({record["versions"] for record in self.heads("morning_check")}, {1})

    def test_a_killed_browser_sends_what_it_had_taken(self):
        profile = self.folder / "profile"
        cook = desk.Cook()
        self.addCleanup(cook.close)
        cook.do("open", url=f"{self.hub.url}/desk", profile=str(profile))
        cook.log_in()
        cook.go("check")
        cook.see(PEOPLE[5])
        self.hub.end()
        self.check(cook, PEOPLE[5:7])
        cook.see("待同步 2")

        cook.do("kill")
        self.hub.start()
        cook.do("open", url=f"{self.hub.url}/desk", profile=str(profile))
        # Chromium writes cookies with half a minute's delay: the session may be gone, what was entered must not be.
        cook.do("wait", code="Boolean(document.querySelector('.tabbar, #password'))", seconds=desk.SEE_S)
        if cook.do("eval", code="Boolean(document.getElementById('password'))"):
            cook.see("本机还有 2 条待同步")
            cook.log_in()

        hall.wait_until(lambda: set(self.people[5:7]) <= set(self.checked()), BACK_S, "both", lambda: str(self.checked()))
        cook.miss("待同步", BACK_S)

    def test_an_answer_that_was_lost_does_not_store_a_record_twice(self):
        cook = self.open()
        cook.go("check")
        cook.see(PEOPLE[7])
        # The hub takes the record, the network loses the answer.
        cook.do("eval", code="""(() => { const real = window.fetch; let lost = 0; window.fetch = async (path, how) => {
          const answer = await real(path, how);
          if (how?.method === 'PUT' && lost++ < 1) throw new TypeError('Failed to fetch');
          return answer; }; })()""")

        self.check(cook, PEOPLE[7:8])

        hall.wait_until(lambda: self.people[7] in self.checked(), desk.SEE_S, "the record")
        cook.miss("待同步")
        self.assertEqual(self.checked().count(self.people[7]), 1)

    def test_a_conflict_is_told_and_the_person_decides(self):
        meal = self.put("meal", {"name": "晚餐", "dishes": [{"name": "米饭"}]})
        cook = self.open()
        cook.go("meal", meal)
        cook.see("米饭")
        cook.fill("菜名", "冬瓜汤")
        cook.tap("加这道菜")
        cook.do("eval", code=CUT)
        cook.tap("保存")
        cook.see("待同步 1")
        # Meanwhile somebody else is faster.
        self.put("meal", {"name": "晚餐", "dishes": [{"name": "馒头"}]}, "go_on", previous=meal)
        cook.do("eval", code="window.cut = false")

        cook.see("条没有被接受", BACK_S)
        cook.go("queue")
        cook.see("别人已经改过这条记录")
        cook.see("馒头")
        cook.see("冬瓜汤")
        cook.tap("以我的为准")

        cook.see("全部已经上传")
        dishes = next(record for record in self.heads("meal") if record["thing"] == meal)["body"]["dishes"]
        self.assertEqual([dish["name"] for dish in dishes], ["米饭", "冬瓜汤"])

    def test_a_refused_record_stays_until_the_person_changes_it(self):
        cook = self.open()
        # The desk would say so itself; an older desk does not know a newer hub's limits.
        cook.do("eval", code="""(() => { const real = window.fetch; window.fetch = (path, how) => real(path,
          how?.method === 'PUT' ? { ...how, body: how.body.replace('"amount_kg":20', '"amount_kg":-20') } : how); })()""")
        cook.go("waste")
        cook.tap("厨余垃圾")
        cook.tap("20")
        cook.tap("保存")

        cook.see("条没有被接受")
        cook.go("queue")
        cook.see("厨余垃圾")
        cook.tap("修改")
        cook.fill("重量", "21")
        cook.tap("保存")

        self.assertEqual(self.wait_heads("waste", 1)[0]["body"]["amount_kg"], 21)
        cook.miss("没有被接受")

    def test_a_session_that_ends_asks_to_log_in_and_keeps_what_waits(self):
        cook = self.open()
        cook.go("check")
        cook.see(PEOPLE[8])
        answer = desk.house.ask(f"{self.hub.url}/api/v1/accounts/{desk.COOK}/password", self.hub.token, "PUT", {"password": desk.PASSWORD})
        self.assertIn(answer.status, (200, 204), answer.text)

        self.check(cook, PEOPLE[8:9])

        cook.see("本机还有 1 条待同步")
        cook.log_in()
        hall.wait_until(lambda: self.people[8] in self.checked(), desk.SEE_S, "the record")

    def test_what_one_person_entered_is_not_sent_in_anothers_name(self):
        cook = self.open()
        cook.go("check")
        cook.see(PEOPLE[9])
        cook.do("eval", code=CUT)
        self.check(cook, PEOPLE[9:10])
        cook.see("待同步 1")
        self.assertLess(desk.house.ask(f"{self.hub.url}/api/v1/accounts/{desk.COOK}/password", self.hub.token, "PUT", {"password": desk.PASSWORD}).status, 300)
        cook.see("本机还有 1 条待同步", BACK_S)
        cook.do("eval", code="window.cut = false")
        cook.tap("其他人")
        cook.log_in(desk.SECOND)
        cook.go("queue")

        cook.see(f"是 {desk.COOK} 记的")
        self.assertNotIn(self.people[9], self.checked())

    def test_two_people_change_places_on_one_tablet(self):
        cook = self.open()
        cook.go("check")
        self.check(cook, PEOPLE[10:11])
        cook.go("me")
        cook.tap("换人", exact=False)
        cook.tap("其他人")
        cook.log_in(desk.SECOND)
        cook.go("check")
        self.check(cook, PEOPLE[11:12])
        cook.go("me")
        cook.tap("换人", exact=False)
        cook.do("wait", code="Boolean(document.getElementById('password'))", seconds=desk.SEE_S)
        cook.tap(desk.COOK)

        cook.do("wait", code="document.activeElement.id === 'password'", seconds=desk.SEE_S)
        made = {record["body"]["person"]: record["who"] for record in self.wait_heads("morning_check", 2)}
        self.assertEqual((made[self.people[10]], made[self.people[11]]), (desk.COOK, desk.SECOND))


if __name__ == "__main__":
    unittest.main()
