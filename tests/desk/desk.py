"""Words for the tests of the staff's desk: a real hub with a small home in it, and a cook with a real browser."""
import datetime as dt
import json
import os
import subprocess
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "hub_program"))

import house  # noqa: E402
from house import hall  # noqa: E402

BROWSER = Path(__file__).with_name("browser.mjs")
MAKE_DESK = hall.ROOT / "tools" / "page" / "make_desk"
CACHE = Path(os.environ.get("SUNHALL_CACHE", Path.home() / ".cache" / "sunhall"))
SEE_S = 10.0
PASSWORD = "richtig-und-lang"
COOK, MANAGER, SECOND, INSPECTOR = "li", "zhao", "wang", "qian"
PEOPLE = ("王建国", "李秀英", "张伟", "刘芳", "陈强", "杨敏", "赵磊", "黄丽", "周杰", "吴桂兰", "徐明", "孙红梅")
DISHES = ("红烧肉", "番茄炒蛋", "米饭")
COMPLAINTS = ("error", "warning", "pageerror")
# What Chromium itself says of a hub that is away or of a refused log-in.
NETWORK = ("Failed to load resource", "net::ERR", "EventSource")


class Cook:
    """A browser with the desk in it."""

    def __init__(self):
        self.process = subprocess.Popen(["node", str(BROWSER)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def do(self, command: str, /, **what):
        self.process.stdin.write(json.dumps({"do": command, **what}) + "\n")
        self.process.stdin.flush()
        said = json.loads(self.process.stdout.readline() or '{"error": "the browser has gone"}')
        if "error" in said:
            raise AssertionError(f"{command} {what}: {said['error']}")
        return said["answer"]

    def tap(self, name: str, role: str = "button", **how) -> None:
        self.do("tap", role=role, name=name, **how)

    def fill(self, label: str, text: str) -> None:
        self.do("fill", label=label, text=text)

    def see(self, words: str, seconds: float = SEE_S) -> None:
        self.do("wait", code=f"document.body.innerText.includes({json.dumps(words)})", seconds=seconds)

    def miss(self, words: str, seconds: float = SEE_S) -> None:
        """Waits until the words are gone."""
        self.do("wait", code=f"!document.body.innerText.includes({json.dumps(words)})", seconds=seconds)

    def go(self, *parts: str) -> None:
        """Opens a screen as its address does."""
        self.do("eval", code=f"location.hash = {json.dumps('#/' + '/'.join(parts))}")

    def log_in(self, name: str = COOK, password: str = PASSWORD) -> None:
        self.do("wait", code="Boolean(document.getElementById('password'))", seconds=SEE_S)
        if self.do("count", role="textbox", name="名字"):
            self.fill("名字", name)
        else:
            self.tap(name)
        self.fill("密码", password)
        self.tap("登录")
        self.do("wait", code="Boolean(document.querySelector('.tabbar'))", seconds=SEE_S)

    def complaints(self) -> list[str]:
        return [line for line in self.do("said") if line.startswith(COMPLAINTS) and not any(word in line for word in NETWORK)]

    def close(self) -> None:
        self.process.stdin.close()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()


class DeskTest(house.HouseTest):
    """A test with a hub that serves the desk, a home's lists in it, and a browser."""

    CAMERAS = 1
    FILMED = ("storage",)  # cameras that the hub takes in

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.files = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, cls.files, ignore_errors=True)
        cls.make_desk(cls.files / "desk")
        cls.share_hub(*[cls.cameras.toml(camera, "sub") for camera in cls.FILMED], *cls.tables(cls.files),
                      options=("--desk", str(cls.files / "desk")))
        for name, role in ((COOK, "staff"), (SECOND, "staff"), (MANAGER, "manager"), (INSPECTOR, "inspector")):
            answer = cls.hub.post("/api/v1/accounts", {"name": name, "role": role, "password": PASSWORD}, cls.hub.token)
            assert answer.status == 201, answer.text
        cls.ids = 0
        cls.fill_lists()
        cls.cook = Cook()
        cls.addClassCleanup(cls.cook.close)

    @classmethod
    def tables(cls, folder: Path) -> list[str]:
        """What else stands in the site file; `folder` takes the files that it names."""
        return []

    @classmethod
    def make_desk(cls, out: Path) -> None:
        web = hall.ROOT / "viewer-wasm" / "web"
        subprocess.run(["/usr/bin/python3", str(MAKE_DESK), "--out", str(out), "--web", str(hall.ROOT / "hub" / "desk" / "web"),
                        "--npm", str(CACHE / "npm" / "node_modules"), "--kept", str(CACHE / "page-compressed"),
                        "--shared", str(web / "clock.js"), str(web / "kept.js")], check=True)

    @classmethod
    def now(cls) -> dt.datetime:
        """The hub's clock, in the zone of the home."""
        hours = -int(hall.noon().removeprefix("<NOON>"))
        return dt.datetime.now(dt.timezone(dt.timedelta(hours=hours))).replace(microsecond=0)

    @classmethod
    def put(cls, kind: str, body: dict, step: str = "add", **more) -> str:
        """Puts a record as an administrator's program would; answers its id."""
        cls.ids += 1
        name = f"by-test-{cls.ids:06}"
        now = cls.now()
        entry = {"kind": kind, "step": step, "day": now.date().isoformat(), "made_at": now.isoformat(), "body": body, **more}
        answer = house.ask(f"{cls.hub.url}/api/v1/records/{name}", cls.hub.token, "PUT", entry)
        assert answer.status == 201, f"{answer.status} {answer.text}"
        return name

    @classmethod
    def fill_lists(cls) -> None:
        cls.people = [cls.put("person", {"name": name, "job": "厨师", "shift_starts": "13:00"}) for name in PEOPLE]
        cls.supplier = cls.put("supplier", {"name": "江南生鲜", "licence_until": "2028-05-01"})
        cls.pork = cls.put("product", {"name": "猪后腿肉", "product_kind": "pork", "unit": "千克", "shelf_life_days": 3, "supplier": cls.supplier})
        cls.dishes = [cls.put("dish", {"name": name, **({"products": [cls.pork]} if name == DISHES[0] else {})}) for name in DISHES]
        cls.fridge = cls.put("store", {"name": "留样冰箱", "store_kind": "refrigerator", "for_samples": True})

    def heads(self, kind: str) -> list[dict]:
        """What the hub has of a kind today."""
        answer = self.hub.get(f"/api/v1/day?date={self.now().date().isoformat()}", self.hub.token)
        self.assertEqual(answer.status, 200, answer.text)
        return [record for record in answer.json["records"] if record["kind"] == kind]

    def wait_heads(self, kind: str, count: int, seconds: float = SEE_S) -> list[dict]:
        return hall.wait_until(lambda: (found := self.heads(kind)) and len(found) >= count and found, seconds,
                               f"{count} of {kind}", lambda: f"{self.heads(kind)}\n{self.cook.do('said')}")

    def open(self, name: str = COOK, **how) -> Cook:
        self.cook.do("open", url=f"{self.hub.url}/desk", **how)
        self.cook.log_in(name)
        return self.cook
