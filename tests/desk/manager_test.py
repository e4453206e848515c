"""A manager's desk: corrections with their history, warnings to their end, batches both ways, tables, and the moment on video."""
import unittest

import desk
from house import hall


class Manager(desk.DeskTest):
    def test_a_correction_keeps_what_stood_there(self):
        thing = self.put("waste", {"waste_kind": "厨余垃圾", "amount_kg": 200})
        cook = self.open(desk.MANAGER)
        cook.go("record", thing)
        cook.see("200")
        cook.tap("更正", role="link")
        cook.fill("重量", "20")
        cook.tap("更正")
        cook.tap("写错了")
        cook.tap("保存")

        cook.see("改过 1 次")
        cook.tap("历史")
        cook.see("原因：写错了")
        versions = self.hub.get(f"/api/v1/records/{thing}/history", self.hub.token).json["versions"]
        self.assertEqual([(one["step"], one["body"]["amount_kg"], one["reason"] or "") for one in versions], [("add", 200, ""), ("correct", 20, "写错了")])

    def test_a_warning_is_acknowledged_handled_and_closed(self):
        self.put("person", {"name": "钱过期", "job": "厨师", "health_certificate_until": str(self.now().date() + desk.dt.timedelta(days=5))})
        cook = self.open(desk.MANAGER)
        cook.go("warnings")
        cook.see("钱过期")
        for word in ("知道了", "已处理…", "关闭…"):
            cook.tap(word)
            if word != "知道了":
                cook.fill("做了什么", f"做了：{word}")
                cook.tap("保存")
            cook.see("去看")
        cook.see("今天已了结")

        steps = self.wait_heads("finding_step", 3)
        self.assertEqual([one["body"]["state"] for one in sorted(steps, key=lambda one: one["seq"])], ["acknowledged", "handled", "closed"])

    def test_an_inspector_reads_what_is_missing_and_is_led_to_no_form(self):
        lead_to_forms = "[...document.querySelectorAll('.todo a')].filter((a) => a.hash === '#/check').length"
        cook = self.open(desk.COOK)
        cook.do("wait", code=f"{lead_to_forms} > 0", seconds=desk.SEE_S)
        cook = self.open(desk.INSPECTOR)
        cook.do("wait", code="document.querySelectorAll('.todo').length > 0", seconds=desk.SEE_S)
        cook.do("wait", code=f"{lead_to_forms} === 0", seconds=1)

    def test_a_batch_is_followed_to_its_meals_and_samples(self):
        now = self.now().isoformat()
        goods = self.put("delivery", {"product_name": "猪后腿肉", "product": self.pork, "batch": "ZR-9", "supplier": self.supplier, "arrived_at": now})
        meal = self.put("meal", {"name": "午餐", "dishes": [{"name": "红烧肉", "used": [goods]}]})
        self.put("sample", {"dish": "红烧肉", "meal": meal, "weight_g": 130, "taken_at": now})
        cook = self.open(desk.MANAGER)
        cook.go("find")
        cook.fill("找什么", "ZR-9")
        cook.tap("这批货去了哪里")

        for words in ("江南生鲜", "猪后腿肉", "午餐", "红烧肉", "1 批货 → 1 餐 → 1 份留样"):
            cook.see(words)
        cook.go("trace", "thing", meal)
        cook.see("ZR-9")

    def choose_table(self, *lines: str) -> None:
        table = self.folder / "people.csv"
        table.write_text("\n".join(["姓名,岗位", *lines]) + "\n")
        self.cook.go("import")
        self.cook.do("upload", label="选文件", file=str(table))
        self.cook.tap("先检查，不导入")

    def test_a_table_is_tried_before_it_is_taken(self):
        cook = self.open(desk.MANAGER)
        self.choose_table("甲一,厨师", ",厨师", "乙二,洗消员")
        cook.see("共 3 行：2 行没有问题，1 处有问题")
        self.assertEqual(cook.do("count", role="button", name="导入 2 行"), 0)

        cook.go("list", "person")
        cook.see(desk.PEOPLE[0])
        self.assertNotIn("甲一", cook.do("text"))
        self.choose_table("甲一,厨师", "乙二,洗消员")
        cook.tap("导入 2 行")
        cook.see("已导入 2 条")
        cook.go("list", "person")
        cook.see("甲一")

    def test_the_day_is_taken_home_as_a_table(self):
        self.put("waste", {"waste_kind": "废弃油脂", "amount_kg": 7})
        cook = self.open(desk.MANAGER)
        cook.go("log")
        cook.see("废弃油脂")
        csv = cook.do("download", role="link", name="废弃物 导出 CSV")
        xlsx = cook.do("download", role="link", name="Excel")

        self.assertIn("废弃油脂", hall.Path(csv["path"]).read_text("utf-8-sig"))
        self.assertEqual(hall.Path(xlsx["path"]).read_bytes()[:2], b"PK")

    def test_a_family_is_invited_and_its_link_shown_once(self):
        cook = self.open(desk.MANAGER)
        cook.go("links")
        cook.tap("邀请家属")
        cook.fill("给谁", "张家")
        cook.tap("生成链接")
        cook.see("只显示这一次")
        link = cook.do("eval", code="document.querySelector('.secret').textContent")
        cook.tap("已发出")

        self.assertIn("/?token=", link)
        cook.tap("收回 张家")
        cook.tap("收回")
        cook.miss("张家")

    def test_the_moment_of_a_record_is_played(self):
        self.hub.wait_live("storage")
        thing = self.put("meal", {"name": "午餐", "dishes": [{"name": "米饭"}], "served_at": self.now().isoformat(), "camera": "storage"})
        cook = self.open(desk.MANAGER)
        cook.go("record", thing)

        cook.tap("看当时录像")

        cook.do("wait", code="(() => { const film = document.querySelector('.film'); return film && film.readyState >= 2 && film.videoWidth > 0; })()", seconds=20)


if __name__ == "__main__":
    unittest.main()
