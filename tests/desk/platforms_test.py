"""A manager's desk over supervision platforms: one that knows the home, one that refuses it."""
import os
import sys
import unittest
from pathlib import Path

import desk
from house import hall

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "platform"))

import district  # noqa: E402
from peer import personality  # noqa: E402


class Platforms(desk.DeskTest):
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
        return texts

    def test_a_manager_sees_which_platform_knows_the_home_and_what_to_ask_of_the_other(self):
        self.good.registered()
        cook = self.open(desk.MANAGER)
        cook.go("manage")
        cook.see("2 个，1 个未注册")
        cook.go("platforms")
        for words in ("市监管平台", "已注册", "省监管平台", "拒绝注册", "请与平台核对设备编码、用户名和密码", "GB/T 28181-2016"):
            cook.see(words)
        cook.do("wait", code="!document.body.innerText.includes('jianguan')", seconds=1)

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
