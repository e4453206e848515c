"""Words for the tests of a whole hub under supervision platforms: a home, its numbers, platforms that watch it."""
import datetime as dt
import os
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).resolve().parent), str(Path(__file__).resolve().parents[1] / "hub_program")]

import house  # noqa: E402
from house import hall  # noqa: E402
from peer import film, rtp  # noqa: E402
from peer.call import Call  # noqa: E402
from peer.personality import STRICT_2016, Personality  # noqa: E402
from peer.station import Platform  # noqa: E402

PASSWORD = "jianguan-3f9c-secret"  # nobody may read it in a log
REGISTERED_S = 10.0
BACK_S = 60.0  # from a platform's return to being registered again: what is promised
KEEPALIVE_S = 5  # the shortest that a site file may say
NAMES = {"storage": "食品贮存区", "cooking": "烹饪区", "portioning": "配餐间", "dining": "就餐区", "washing": "洗消间"}
AREA_WORDS = ("storage", "operation", "portioning", "dining", "washing")
# The sub-streams are 640 × 360; the large ones 1920 × 1080 (docs/camera-sim.md).
WIDTHS = {"sub": 640, "main": 1920}
ZONE = dt.timezone(dt.timedelta(hours=12 - dt.datetime.now(dt.timezone.utc).hour))  # as hall.noon() has it


class Numbers:
    """The 20 digits that a platform's operator gave to a home; another prefix for each platform."""

    def __init__(self, prefix: str = "42070400"):
        self.prefix = prefix
        self.server = prefix + "00200" + "0000001"
        self.device = prefix + "47118" + "0000001"
        self.group = prefix + "47215" + "0000001"
        self.areas = {word: f"{prefix}47216{index:07d}" for index, word in enumerate(AREA_WORDS, 1)}
        self.channels = {camera: f"{prefix}47132{index:07d}" for index, camera in enumerate(NAMES, 1)}


class Place:
    """A platform, the numbers it gave, and what a site file says of both."""

    def __init__(self, word: str = "city", personality: Personality = STRICT_2016, prefix: str = "42070400",
                 password: str = PASSWORD, **options):
        self.word, self.numbers, self.personality = word, Numbers(prefix), personality
        self.platform = Platform(personality, server_id=self.numbers.server, password=password, **options)
        self.platform.registrar.zone = ZONE

    @property
    def device(self) -> str:
        return self.numbers.device

    def toml(self, folder: Path, cameras, live: str = "main", at: tuple[str, int] | None = None, **more) -> str:
        """The [[platform]] table; `at`: another address than the platform's own, such as a relay's."""
        secret = folder / f"{self.word}.password"
        secret.write_text(PASSWORD + "\n")
        os.chmod(secret, 0o600)
        host, port = at or (self.platform.host, self.platform.port)
        values = {"id": self.word, "name": "市监管平台", "host": host, "port": port, "server_id": self.numbers.server,
                  "device_id": self.device, "edition": int(self.personality.edition), "civil_code": "420704",
                  "transport": self.personality.transport, "password_file": secret.name, "keepalive_s": KEEPALIVE_S,
                  "keepalive_misses": 2, "business_group_id": self.numbers.group, **more}
        text = "[[platform]]\n" + "".join(f"{key} = {quoted(value)}\n" for key, value in values.items())
        text += "[platform.areas]\n" + "".join(f'{word} = "{one}"\n' for word, one in self.numbers.areas.items())
        for camera in cameras:
            text += (f'[[platform.channel]]\ncamera = "{camera}"\nid = "{self.numbers.channels[camera]}"\n'
                     f'name = "{NAMES[camera]}"\nlive = "{live}"\n')
        return text

    def registered(self, seconds: float = REGISTERED_S):
        return self.platform.wait_registered(self.device, seconds)

    def invite(self, camera: str, **options) -> Call:
        return self.platform.invite(self.device, self.numbers.channels[camera], **options)


def quoted(value) -> str:
    return f'"{value}"' if isinstance(value, str) else str(value)


def local_text(moment: dt.datetime) -> str:
    """A time as MANSCDP has it: of the hub's zone, without naming it."""
    return moment.astimezone(ZONE).strftime("%Y-%m-%dT%H:%M:%S")


class PlatformTest(house.HouseTest):
    """A test with a hub that reports to platforms; what a strict platform complains of fails the test."""

    @classmethod
    def share_district(cls, *places: Place, cameras=("dining",), streams: str = "sub", options=(), **more) -> None:
        """Starts one hub for all tests of the class, under these platforms."""
        folder = hall.Path(hall.tempfile.mkdtemp(prefix="sunhall-test-"))
        cls.addClassCleanup(hall.shutil.rmtree, folder, ignore_errors=True)
        cls.places, cls.place = places, places[0]
        for place in places:
            cls.addClassCleanup(place.platform.close)
        live = "sub" if streams == "both" else "main"
        tables = [place.toml(folder, cameras, **{"live": live, **more}) for place in places]
        cls.width = WIDTHS["main" if streams == "main" else "sub"]
        cls.hub = house.Hub(folder, cls.write_site(folder, *[cls.cameras.toml(one, streams) for one in cameras], *tables),
                            *options)
        cls.addClassCleanup(cls.hub.kill)

    def start_district(self, *places: Place, cameras=("dining",), at=None, **more) -> house.Hub:
        """Starts a hub for this test alone."""
        for place in places:
            self.addCleanup(place.platform.close)
        tables = [place.toml(self.folder, cameras, at=at, **more) for place in places]
        self.places, self.place = places, places[0]
        return self.start_hub(*[self.cameras.toml(one, "sub") for one in cameras], *tables)

    def _formatMessage(self, msg, standardMsg):  # noqa: N802, N803: unittest's names
        told = [place.platform.told() for place in getattr(self, "places", ())]
        return "\n".join([super()._formatMessage(msg, standardMsg), *told])

    def tearDown(self):
        super().tearDown()
        complaints = []
        for place in getattr(self, "places", ()):
            complaints += [f"{place.word}: {fault}" for fault in place.platform.complaints]
            place.platform.complaints = []
        self.assertEqual(complaints, [])

    def call(self, camera: str, place: Place | None = None, **options) -> Call:
        """Calls a camera; hangs up at the end of the test."""
        call = (place or self.place).invite(camera, **options)
        self.addCleanup(call.close)
        return call

    def assert_plays(self, frames: list[rtp.Frame], camera: str, width: int, media_faults=()) -> list[int]:
        """Every received frame decodes to one picture of the right camera, each the next of its loop."""
        developed = film.develop(frames)
        readings = film.decode(developed, width)
        self.assertEqual(developed.faults + list(media_faults), [], camera)
        self.assertEqual(len(readings), developed.frames, f"{camera}: decoded pictures, received frames")
        self.assertEqual(set(film.steps(readings)), {1}, f"{camera}: {[one and one.frame for one in readings]}")
        self.assertEqual({one.area for one in readings}, {list(NAMES).index(camera)}, camera)
        return [one.frame for one in readings]
