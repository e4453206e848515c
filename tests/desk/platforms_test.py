"""A manager's desk over supervision platforms: one that knows the home, one that refuses it."""
import os
import sys
import threading
import unittest
from pathlib import Path

import desk
from house import hall

sys.path[:0] = [str(Path(__file__).resolve().parents[1] / folder) for folder in ("platform", "upload")]

import district  # noqa: E402
import receiver  # noqa: E402
from peer import personality  # noqa: E402


PLAN = """
[platform]
url = "URL"
allow_http = true
from = 2020-01-01
[envelope]
id = "/data/id"
ok = ["0"]
refused = ["R1"]
[[record]]
kind = "KIND"
path = "/person"
correct = "add"
withdraw = "none"
body = { name = "{name}", extra = "{KEY|required}" }
"""


class Platforms(desk.DeskTest):
    @classmethod
    def upload(cls, folder: Path, word: str, name: str, url: str, kind: str, key: str) -> str:
        plan = folder / f"{word}.toml"
        plan.write_text(PLAN.replace("URL", url).replace("KIND", kind).replace("KEY", key))
        return f'[[upload]]\nid = "{word}"\nname = "{name}"\nfile = "{plan}"\n'

    @classmethod
    def uploads(cls, folder: Path) -> list[str]:
        """One that takes suppliers, one whose mapping wants of people what nobody entered, one that is away."""
        (folder / "receiver.json").write_text("{}")
        server = receiver.serve(folder)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        cls.addClassCleanup(server.server_close)
        cls.addClassCleanup(server.shutdown)
        there = f"http://127.0.0.1:{server.server_address[1]}"
        return [cls.upload(folder, "market", "市场监管局台账", there, "supplier", "licence_until"),
                cls.upload(folder, "health", "卫生健康台账", there, "person", "health_certificate_until"),
                cls.upload(folder, "away", "民政养老台账", "http://127.0.0.1:9", "dish", "name")]

    @classmethod
    def tables(cls, folder: Path) -> list[str]:
        cls.good = district.Place("city", personality.STRICT_2016, "42070401")
        cls.bad = district.Place("province", personality.TCP_2022, "42070402", password="another")
        texts = []
        for place, name in ((cls.good, "市监管平台"), (cls.bad, "省监管平台")):
            cls.addClassCleanup(place.platform.close)
            # The password's file lies beside them, not beside the site file: its name is whole.
            text = place.toml(folder, cls.FILMED, name=name)
            secret = f"{place.word}.password"
            texts.append(text.replace(f'"{secret}"', f'"{folder / secret}"'))
            os.chmod(folder / secret, 0o600)
        return texts + cls.uploads(folder)

    def test_a_manager_sees_which_platform_knows_the_home_and_what_to_ask_of_the_other(self):
        self.good.registered()
        cook = self.open(desk.MANAGER)
        cook.go("manage")
        cook.see("2 个，1 个未注册")
        cook.go("platforms")
        for words in ("市监管平台", "已注册", "省监管平台", "拒绝注册", "请与平台核对设备编码、用户名和密码", "GB/T 28181-2016"):
            cook.see(words)
        cook.do("wait", code="!document.body.innerText.includes('jianguan')", seconds=1)

    def test_a_manager_sees_what_of_the_records_went_up_and_what_is_to_be_mended(self):
        cook = self.open(desk.MANAGER)
        cook.go("platforms")
        for words in ("台账上报", "市场监管局台账", "全部已上报", "卫生健康台账", f"{len(desk.PEOPLE)} 条要处理", "人员", "不能上报",
                      "健康证有效期：未登记", f"人员 {desk.PEOPLE[-1]}", "民政养老台账", "上报受阻", "连不上平台", "接通后会自动补报", f"{len(desk.DISHES)} 条"):
            cook.see(words)
        cook.tap(f"再看 {len(desk.PEOPLE) - 3} 条")
        cook.do("wait", code=f"document.querySelectorAll('.refusals > li').length === {len(desk.PEOPLE)}", seconds=1)
        self.assertEqual(cook.complaints(), [])

    def test_staff_do_not(self):
        cook = self.open(desk.COOK)
        cook.go("platforms")
        cook.see("只有管理员能看这一页")
        self.assertEqual(self.hub.get("/api/v1/platforms", self.hub.family_token()).status, 403)

    def test_the_figures_tell_the_same(self):
        self.good.registered()

        def told():
            text = self.hub.get("/metrics", self.hub.token).text
            return ('sunhall_platform_registered{platform="city"} 1' in text
                    and 'sunhall_platform_registered{platform="province"} 0' in text)

        hall.wait_until(told, desk.SEE_S, "both platforms in /metrics", self.hub.told)


if __name__ == "__main__":
    unittest.main()
