"""A cook's day on a phone of 360 × 800: by taps on what a screen reader would name, before a real hub."""
import struct
import time
import unittest
import zlib

import desk
from desk import DISHES, PEOPLE

SIDE_PX = 2600  # more than the desk sends


def png(width: int, height: int) -> bytes:
    """Writes a picture of one colour."""
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    rows = (b"\0" + b"\x20\x90\x40" * width) * height
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")


def jpeg_size(data: bytes) -> tuple[int, int]:
    """Reads width and height off a baseline JPEG's frame header."""
    at = 2
    while data[at + 1] not in (0xC0, 0xC2):
        at += 2 + struct.unpack(">H", data[at + 2:at + 4])[0]
    height, width = struct.unpack(">HH", data[at + 5:at + 9])
    return width, height


class Day(desk.DeskTest):
    def tearDown(self):
        self.assertEqual(self.cook.complaints(), [])
        super().tearDown()

    def test_twelve_people_are_checked_with_one_tap_each(self):
        cook = self.open()
        cook.tap("晨检", role="link", exact=False)
        cook.see(f"还有 {len(PEOPLE)} 人")
        start = time.monotonic()

        for name in PEOPLE:
            cook.tap(f"{name} 合格")

        cook.see("今天的晨检都做完了")
        took_s = time.monotonic() - start
        checks = [check for check in self.wait_heads("morning_check", len(PEOPLE)) if check["body"]["person"] in self.people]
        self.assertEqual(sorted(check["body"]["person"] for check in checks), sorted(self.people))
        for check in checks:
            self.assertEqual((check["body"]["outcome"], check["body"]["symptoms"], check["who"], check["source"]), ("passed", [], desk.COOK, "desk"))
            self.assertEqual((len(check["body"]["hygiene"]), set(check["body"]["hygiene"].values())), (6, {True}))
            self.assertNotIn("temperature_c", check["body"])
            self.assertNotIn("not_recorded", [one["verdict"] for one in check["verdicts"]])
        self.assertEqual(cook.do("count", role="button", name="全部合格", exact=False), 0)
        print(f"\n12 checks, 12 taps, {took_s:.1f} s", end=" ")

    def test_a_temperature_is_kept_when_asked_for_and_missed_by_nobody(self):
        thing = self.put("person", {"name": "温有度", "job": "帮厨", "shift_starts": "13:30"})
        cook = self.open()
        cook.go("check")
        cook.see("同时记体温")
        self.assertNotIn("未登记", cook.do("text"))

        cook.tap("同时记体温", role="checkbox")
        cook.tap("温有度 合格")
        cook.tap("36.6")

        check = desk.hall.wait_until(lambda: next((one for one in self.heads("morning_check") if one["body"]["person"] == thing), None), desk.SEE_S, "the check")
        self.assertEqual((check["body"]["outcome"], check["body"]["temperature_c"]), ("passed", 36.6))

    def test_goods_come_with_a_photo_of_the_certificate(self):
        picture = self.folder / "certificate.png"
        picture.write_bytes(png(SIDE_PX, SIDE_PX // 2))
        cook = self.open()
        cook.go("delivery", "new")

        cook.tap("猪后腿肉")
        cook.fill("数量", "25.5")
        cook.fill("批号", "ZR-77")
        cook.do("eval", code=f"(() => {{ const box = document.getElementById('input-produced_on'); box.value = '{self.now().date()}';"
                             " box.dispatchEvent(new Event('input', { bubbles: true })); })()")
        cook.tap("非洲猪瘟检测")
        cook.do("upload", label="照片", file=str(picture))
        cook.do("wait", code="document.querySelectorAll('.photo-box img').length === 1", seconds=desk.SEE_S)
        cook.tap("保存")

        body = self.wait_heads("delivery", 1)[-1]["body"]
        self.assertEqual((body["product"], body["quantity"], body["unit"], body["batch"], body["supplier"]), (self.pork, 25.5, "千克", "ZR-77", self.supplier))
        self.assertEqual(body["supplier_name"], "江南生鲜")
        self.assertEqual(body["shelf_life_ends_on"], str(self.now().date() + desk.dt.timedelta(days=3)))
        self.assertEqual((body["supplier_licence_until"], body["certificates"]), ("2028-05-01", ["african_swine_fever"]))
        photo = self.hub.get(f"/api/v1/photos/{body['photos'][0]}", self.hub.token)
        self.assertEqual((photo.status, photo.body[:2]), (200, b"\xff\xd8"))
        self.assertEqual(jpeg_size(photo.body), (2000, 1000))

    def test_a_cycle_starts_and_ends_as_one_record(self):
        cook = self.open()
        cook.go("disinfection")
        cook.tap("开始消毒")
        cook.tap("碗筷")
        cook.tap("红外线")
        cook.tap("开始")
        cook.see("分钟")

        cook.tap("结束 碗筷")
        cook.tap("125")
        cook.tap("结束")

        cycle = desk.hall.wait_until(lambda: next((one for one in self.heads("disinfection") if one["body"].get("ended_at")), None), desk.SEE_S, "the end")
        self.assertEqual((cycle["body"]["what"], cycle["body"]["method"], cycle["body"]["temperature_c"], cycle["versions"]), ("碗筷", "infrared", 125, 2))

    def test_a_meal_is_written_its_samples_weighed_and_it_is_served(self):
        cook = self.open()
        cook.go("meal", "new")
        cook.tap("午餐")
        for dish in DISHES:
            cook.tap(dish)
        cook.tap("保存")
        cook.see("红烧肉、番茄炒蛋、米饭")

        cook.go("sample")
        for dish in DISHES:
            cook.tap(f"{dish} 130 克")
        cook.go("meal")
        cook.tap("午餐 开餐")

        meal = desk.hall.wait_until(lambda: next((one for one in self.heads("meal") if one["body"].get("served_at")), None), desk.SEE_S, "the meal")
        samples = self.wait_heads("sample", len(DISHES))
        self.assertEqual([dish["dish"] for dish in meal["body"]["dishes"]], self.dishes)
        self.assertEqual({(one["body"]["dish"], one["body"]["weight_g"], one["body"]["meal"], one["body"]["store"]) for one in samples},
                         {(dish, 130, meal["thing"], self.fridge) for dish in DISHES})
        kept = samples[0]["body"]
        self.assertEqual(desk.dt.datetime.fromisoformat(kept["kept_until"]) - desk.dt.datetime.fromisoformat(kept["taken_at"]), desk.dt.timedelta(hours=48))

    def test_a_refrigerator_is_read_waste_is_handed_over_and_nothing_is_said_expressly(self):
        cook = self.open()
        cook.go("temperature", "store")
        cook.tap("4")
        cook.tap("保存 留样冰箱")
        cook.go("waste")
        cook.tap("厨余垃圾")
        cook.tap("20")
        cook.tap("保存")
        cook.go("nothing")
        cook.tap("今日无通知")

        self.assertEqual(self.wait_heads("storage_check", 1)[0]["body"]["temperature_c"], 4)
        self.assertEqual(self.wait_heads("waste", 1)[0]["body"]["amount_kg"], 20)
        self.assertEqual(self.wait_heads("nothing", 1)[0]["body"], {"section": "notices"})

    def test_somebody_with_a_symptom_goes_off_post_and_comes_back(self):
        thing = self.put("person", {"name": "何病", "job": "帮厨", "shift_starts": "13:30"})
        cook = self.open()
        cook.go("check")
        cook.tap("何病 异常")
        cook.tap("腹泻")
        cook.see("有症状：离岗")
        cook.tap("登记离岗")

        check = desk.hall.wait_until(lambda: next((one for one in self.heads("morning_check") if one["body"]["person"] == thing), None), desk.SEE_S, "the check")
        self.assertEqual((check["body"]["outcome"], check["body"]["symptoms"]), ("off_post", ["diarrhoea"]))
        cook.tap("何病 复岗")
        cook.tap("登记复岗")
        cook.see("已复岗")
        self.assertEqual(self.wait_heads("clearance", 1)[0]["body"]["person"], thing)


if __name__ == "__main__":
    unittest.main()
