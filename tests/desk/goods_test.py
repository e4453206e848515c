"""Goods past their date: the desk asks what became of them, one tap answers, a word takes it back."""
import unittest

import desk
from house import hall

NAMES = ("上海青", "豆腐", "鲜牛奶")
OLD_DAYS = 20  # longer ago than staff may read


class Goods(desk.DeskTest):
    def setUp(self):
        super().setUp()
        self.came = {}
        self.addCleanup(self.clear)

    def clear(self) -> None:
        """Leaves no goods that the next test would be asked about."""
        for thing in self.came.values():
            head = self.head(thing)
            if "finished_on" not in head["body"]:
                self.put("delivery", {**head["body"], "finished_on": str(self.now().date())}, "go_on", previous=head["id"])

    def past(self, *names: str, days: int = 4) -> None:
        """Goods that came some days ago and were good until yesterday."""
        arrived = self.now() - desk.dt.timedelta(days=days)
        ends = self.now().date() - desk.dt.timedelta(days=1)
        for at, name in enumerate(names):
            self.came[name] = self.put("delivery", {"product_name": name, "batch": f"SL-{at}", "quantity": 5, "unit": "千克", "supplier": self.supplier,
                                                    "arrived_at": arrived.isoformat(), "shelf_life_ends_on": str(ends)}, day=str(arrived.date()))

    def head(self, thing: str) -> dict:
        return self.hub.get(f"/api/v1/records/{thing}/history", self.hub.token).json["versions"][-1]

    def wait_how(self, name: str, how: str | None) -> dict:
        return hall.wait_until(lambda: (head := self.head(self.came[name]))["body"].get("finished_how") == how and head, desk.SEE_S, f"{name} {how}",
                               lambda: str(self.head(self.came[name])))

    def test_one_thing_past_its_date_is_answered_where_it_is_asked(self):
        self.past(NAMES[0])
        cook = self.open()
        ends = self.now().date() - desk.dt.timedelta(days=1)
        cook.see(f"上海青（SL-0）{ends.month}月{ends.day}日到期：用完了，还是还在？")

        cook.tap("上海青（SL-0） 用完了")

        cook.miss("还是还在")
        head = self.wait_how(NAMES[0], "used")
        self.assertEqual((head["step"], head["body"]["finished_on"], head["body"]["quantity"]), ("go_on", str(self.now().date()), 5))
        self.assertEqual(cook.complaints(), [])

    def test_an_answer_is_taken_back_by_a_word(self):
        self.past(NAMES[0])
        cook = self.open()
        cook.see("用完了，还是还在？")
        cook.tap("上海青（SL-0） 已丢弃")
        self.wait_how(NAMES[0], "discarded")

        cook.tap("撤销")

        head = self.wait_how(NAMES[0], None)
        self.assertEqual((head["step"], head["reason"]), ("correct", "点错了"))
        self.assertNotIn("finished_on", head["body"])
        cook.see("用完了，还是还在？")

    def test_several_are_listed_and_all_used_up_only_after_a_look(self):
        self.past(*NAMES)
        cook = self.open()
        cook.tap("3 批货到期：用完了，还是还在？", role="link", exact=False)
        cook.see("还有 3 批")

        cook.tap("豆腐（SL-1） 已退货")
        cook.see("还有 2 批")
        cook.tap("这些都用完了")
        cook.see("这 2 批都用完了？")
        self.assertNotIn("finished_on", self.head(self.came[NAMES[0]])["body"])
        cook.tap("都用完了")

        cook.see("都问清楚了")
        for name, how in zip(NAMES, ("used", "returned", "used")):
            self.wait_how(name, how)
        cook.tap("撤销 鲜牛奶（SL-2）")
        self.wait_how(NAMES[2], None)
        cook.see("还有 1 批")
        self.assertEqual(cook.complaints(), [])

    def test_all_of_them_are_taken_back_by_the_same_word(self):
        self.past(*NAMES[:2])
        cook = self.open()
        cook.go("delivery", "finish")
        cook.tap("这些都用完了")
        cook.tap("都用完了")
        self.wait_how(NAMES[1], "used")

        cook.tap("撤销")

        for name in NAMES[:2]:
            self.wait_how(name, None)

    def test_a_record_in_the_log_says_what_became_of_its_goods(self):
        self.past(NAMES[1])
        cook = self.open()
        thing = self.came[NAMES[1]]
        cook.go("record", thing, self.head(thing)["day"])

        cook.tap("豆腐（SL-0） 已退货")

        self.wait_how(NAMES[1], "returned")
        cook.see("去向")
        cook.tap("还有货")
        self.wait_how(NAMES[1], None)

    def test_what_came_long_ago_is_answered_by_a_manager_and_staff_are_told_so(self):
        self.past(NAMES[2], days=OLD_DAYS)
        cook = self.open()
        cook.go("delivery", "finish")
        cook.see("两周以前的记录只有管理员和检查员可看")

        cook = self.open(desk.MANAGER)
        cook.go("delivery", "finish")
        cook.tap("鲜牛奶（SL-0） 已丢弃")

        self.wait_how(NAMES[2], "discarded")
        cook.see("都问清楚了")


if __name__ == "__main__":
    unittest.main()
