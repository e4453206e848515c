"""Words for tests of platforms that go away: one hub under two of them, by UDP and TCP, each behind a relay."""
import district
from district import BACK_S, Place, hall, house
from peer import personality
from peer.relay import Relay

KINDS = {"udp": personality.STRICT_2016, "tcp": personality.TCP_2022}


class AwayTest(district.PlatformTest):
    """What happens, happens to both at once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        folder = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, folder, ignore_errors=True)
        cls.places = [Place(word, kind, f"4207040{index}") for index, (word, kind) in enumerate(KINDS.items(), 1)]
        cls.place = cls.places[0]
        cls.relays = [Relay((place.platform.host, place.platform.port)) for place in cls.places]
        for place, relay in zip(cls.places, cls.relays):
            cls.addClassCleanup(relay.close)
            cls.addClassCleanup(place.platform.close)
        tables = [place.toml(folder, ("dining",), at=(relay.host, relay.port), keepalive_misses=1)
                  for place, relay in zip(cls.places, cls.relays)]
        cls.hub = house.Hub(folder, cls.write_site(folder, cls.cameras.toml("dining", "sub"), *tables))
        cls.addClassCleanup(cls.hub.kill)
        for place in cls.places:
            place.registered()
        cls.hub.wait_live()

    def wait_all_registered(self, since_s: float, why: str) -> None:
        """Both are registered by a REGISTER after that moment, within a minute of it, and answer."""
        for place in self.places:
            place.platform.wait(
                lambda: place.device in place.platform.devices  # noqa: B023
                and place.platform.devices[place.device].registered_s >= since_s, BACK_S, f"{place.word}: {why}")  # noqa: B023
            took_s = place.platform.devices[place.device].registered_s - since_s
            print(f"\n{why}, {place.word}: registered again after {took_s:.1f} s", end=" ")
        self.assert_answers()

    def assert_answers(self) -> None:
        for place in self.places:
            self.assertTrue(place.platform.catalogue(place.device).items, place.word)
