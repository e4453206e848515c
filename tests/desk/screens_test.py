"""Every screen at every size: nothing is wider than the phone, nothing that is pressed is small or without a name."""
import os
import re
import unittest

import desk

SIZES = {"phone": (360, 800), "phone-tall": (390, 844), "tablet": (768, 1024), "desktop": (1440, 900)}
COOKS = ("", "check", "delivery", "delivery/new", "delivery/finish", "disinfection", "disinfection/new", "sample", "meal", "meal/new", "temperature/store",
         "temperature/core", "temperature/holding", "waste", "nothing", "log", "queue", "me")
MANAGERS = ("", "log", "find", "manage", "list/person", "list/product", "add/person", "import", "warnings", "feedback", "notices", "links", "accounts",
            "looks", "video")
PRESSED = ("button", "link", "textbox", "combobox", "checkbox", "searchbox")
SIDE_MIN_PX = 48
# A control counts with the label around it. Half a pixel is rounding.
SMALL = f"""[...document.querySelectorAll('button, a, select, input:not([type=file]), textarea')].filter((one) => {{
  const box = (one.closest('label') ?? one).getBoundingClientRect();
  return box.width > 0 && getComputedStyle(one).visibility !== 'hidden' && (box.height < {SIDE_MIN_PX} - 0.5 || box.width < {SIDE_MIN_PX} - 0.5);
}}).map((one) => one.outerHTML.slice(0, 160))"""
XSS = '<img src=x onerror="window.hit=1"><script>hit=1</script>'  # 57 characters: a name has 60


class Screens(desk.DeskTest):
    @classmethod
    def fill_lists(cls) -> None:
        super().fill_lists()
        now = cls.now().isoformat()
        cls.put("meal", {"name": "午餐", "dishes": [{"name": name} for name in desk.DISHES]})
        cls.delivery = cls.put("delivery", {"product_name": "猪后腿肉", "product": cls.pork, "product_kind": "pork", "quantity": 25, "unit": "千克", "batch": "ZR-1",
                                            "supplier": cls.supplier, "arrived_at": now})
        for name in ("上海青", "豆腐"):
            cls.put("delivery", {"product_name": name, "shelf_life_ends_on": str(cls.now().date() - desk.dt.timedelta(days=1))})
        cls.lunch = cls.put("meal", {"name": "晚餐", "dishes": [{"name": desk.DISHES[0], "used": [cls.delivery]}], "served_at": now})
        cls.put("sample", {"dish": desk.DISHES[0], "meal": cls.lunch, "weight_g": 100, "taken_at": now, "person": cls.people[0]})
        cls.put("disinfection", {"what": "碗筷", "method": "infrared", "started_at": now})

    def look(self, size: str, screen: str) -> None:
        self.cook.go(*screen.split("/"))
        self.cook.do("wait", code="!document.querySelector('.screen .loading')", seconds=desk.SEE_S)
        wide = self.cook.do("eval", code="document.documentElement.scrollWidth - innerWidth")
        self.assertLessEqual(wide, 0, f"{screen} at {size}")
        self.assertEqual(self.cook.do("eval", code=SMALL), [], f"{screen} at {size}")
        nameless = [role for role, name in self.cook.do("tree") if role in PRESSED and not name.strip()]
        self.assertEqual(nameless, [], f"{screen} at {size}")
        if folder := os.environ.get("SUNHALL_SHOTS"):
            self.cook.do("shot", file=str(desk.hall.Path(folder) / f"{size}-{screen.replace('/', '-') or 'today'}.png"))

    def test_every_screen_fits_every_size_and_names_what_can_be_pressed(self):
        for who, screens in ((desk.COOK, COOKS), (desk.MANAGER, MANAGERS)):
            self.open(who)
            for size, (width, height) in SIZES.items():
                self.cook.do("size", width=width, height=height)
                for screen in screens:
                    with self.subTest(f"{who} {size} {screen}"):
                        self.look(f"{who}-{size}", screen)
            self.assertEqual(self.cook.complaints(), [])

    def test_a_name_that_is_a_program_is_shown_as_text(self):
        thing = self.put("person", {"name": XSS, "job": XSS})
        self.put("delivery", {"product_name": XSS, "batch": XSS, "note": XSS})
        cook = self.open(desk.MANAGER)
        for screen in ("check", "delivery", "log", "list/person", f"record/{thing}", f"correct/{thing}", "find"):
            cook.go(*screen.split("/"))
            cook.do("wait", code="!document.querySelector('.screen .loading')", seconds=desk.SEE_S)
            if screen in ("check", "list/person", "delivery"):
                cook.see("<img src=x onerror=")
            self.assertIsNone(cook.do("eval", code="window.hit ?? null"), screen)
            self.assertEqual(cook.do("eval", code="document.querySelectorAll('.frame img[src=x], .frame script').length"), 0)

    def test_a_check_is_done_by_the_keyboard_alone(self):
        cook = self.open()
        cook.go("check")
        cook.see(desk.PEOPLE[0])
        for _ in range(60):
            cook.do("key", key="Tab")
            name = cook.do("eval", code="document.activeElement.getAttribute('aria-label') ?? ''")
            if re.fullmatch(r".+ 合格", name):
                break
        self.assertRegex(name, r" 合格$")
        self.assertNotEqual(cook.do("eval", code="getComputedStyle(document.activeElement).outlineStyle"), "none")

        cook.do("key", key="Enter")

        cook.see(name)

    def test_the_day_sheet_prints_on_a4_with_rules_and_without_the_screen(self):
        cook = self.open(desk.MANAGER)
        cook.go("log")
        cook.see("留样")
        cook.do("print", is_on=True)
        self.addCleanup(cook.do, "print", is_on=False)

        shown = cook.do("text")

        self.assertIn("食品安全日志", shown)
        self.assertIn("食品安全员签字", shown)
        self.assertIn("不合格", shown)  # 100 g of a sample
        self.assertEqual(cook.do("eval", code="getComputedStyle(document.querySelector('.tabbar')).display"), "none")
        sheet = self.folder / "day.pdf"
        cook.do("pdf", file=str(sheet))
        data = sheet.read_bytes()
        # 210 × 297 mm in points.
        self.assertRegex(data, rb"/MediaBox \[0 0 59[45][.\d]* 84[12][.\d]*\]")

    def test_english_is_shown_to_who_reads_english(self):
        self.cook.do("open", url=f"{self.hub.url}/desk", locale="en-GB")
        self.cook.see("Log in")
        self.cook.fill("Name", desk.COOK)
        self.cook.fill("Password", desk.PASSWORD)
        self.cook.tap("Log in")
        self.cook.see("Morning check")


if __name__ == "__main__":
    unittest.main()
