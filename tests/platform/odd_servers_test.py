"""SIPp plays servers that do odd things (tests/platform/sipp): the hub registers with all of them, and stays there."""
import unittest

import district
from district import Place, hall
from peer.sipp import Sipp

BY_LETTER = ("plain", "late_final", "duplicate_responses", "retransmitted_requests", "folded_headers", "compact_headers")
BY_CONTENT = ("redirect_302", "interval_423", "unknown_headers", "route_headers", "no_expires", "qop_list", "two_challenges")
CAMERA = '[[camera]]\nid = "dining"\nname = "dining"\narea = "dining"\nmain = "rtsp://127.0.0.1:1/nobody"\n'


class OddServers(district.PlatformTest):
    """Two hubs, as one has at most eight platforms; each SIPp ends with 0 when every message was as its scenario says."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.other = Place("other")  # where the redirecting server sends the hub
        cls.other.platform.registrar.guard.realm = "4207040000"
        cls.addClassCleanup(cls.other.platform.close)
        cls.servers: dict[str, Sipp] = {}
        for names in (BY_LETTER, BY_CONTENT):
            cls.start_hub_of(names)

    @classmethod
    def start_hub_of(cls, names) -> None:
        folder = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, folder, ignore_errors=True)
        tables = []
        for name in names:
            calls = 1 if name == "redirect_302" else 2  # a registration, and the first keepalive
            server = Sipp(name, folder, cls.other.device, calls, other=f"127.0.0.1:{cls.other.platform.port}")
            cls.servers[name] = server
            cls.addClassCleanup(server.kill)
            word = name.replace("_", "-")
            more = {"expires_s": 3600} if name == "interval_423" else {}
            tables.append(cls.other.toml(folder, ("dining",), at=(server.host, server.port), id=word, **more))
        hub = district.house.Hub(folder, cls.write_site(folder, CAMERA, *tables))
        cls.addClassCleanup(hub.kill)

    def assert_went_as_written(self, name: str) -> None:
        server = self.servers[name]
        self.assertEqual(server.wait(), 0, server.told())
        sent = server.received()
        self.assertEqual([one.method for one in sent if one.has("Route")], [], f"{name}: a Route that nobody may use")
        if name != "redirect_302":
            self.assertIn("MESSAGE", [one.method for one in sent], server.told())

    def test_the_redirected_hub_is_where_it_was_sent(self):
        self.assert_went_as_written("redirect_302")
        self.other.registered()

    def test_a_late_answer_is_waited_for_and_not_asked_for_all_the_time(self):
        self.assert_went_as_written("late_final")
        registers = [one for one in self.servers["late_final"].received() if one.method == "REGISTER"]
        self.assertLessEqual(len(registers), 6)


def made(name: str):
    def test(self):
        self.assert_went_as_written(name)
    return test


for one in (*BY_LETTER, *BY_CONTENT):
    if one not in ("redirect_302", "late_final"):
        setattr(OddServers, f"test_{one}", made(one))


if __name__ == "__main__":
    unittest.main()
