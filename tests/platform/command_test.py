"""`sunhall-hub platform test` as an installer sees it, against a platform that was written without the hub's code."""
import datetime as dt
import re
import subprocess

import district
from district import Place, hall, house, local_text
from peer import personality

END_S = 90.0
RING_S = 20.0
FRAMES_S = 20.0
SECONDS = "20"  # that it waits for the platform's people


class Command(district.PlatformTest):
    def begin(self, place: Place, *more: str, at: tuple[str, int] | None = None, **keys) -> None:
        """Starts the command for a home with one camera under this platform."""
        self.addCleanup(place.platform.close)
        self.places, self.place = (place,), place
        site = self.write_site(self.folder, self.cameras.toml("dining", "sub"),
                               place.toml(self.folder, ("dining",), at=at, **keys))
        site.write_text(re.sub(r"\[disk\]\n(\w+ = .*\n)*", "", site.read_text()))  # recordings are where --data says
        self.process = subprocess.Popen(
            [str(house.PROGRAM), "platform", "test", "--site", str(site), "--seconds", SECONDS, *more], text=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=hall.ENVIRONMENT)
        self.addCleanup(self.kill)

    def kill(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()

    def ring(self):
        """Calls until the camera has video: people press again, too."""
        def rung():
            call = self.call("dining")
            return call.status == 200 and call

        return hall.wait_until(rung, RING_S, "the camera to be shown", lambda: "")

    def end(self) -> tuple[int, str]:
        told, _ = self.process.communicate(timeout=END_S)
        self.assertNotIn(district.PASSWORD, told)
        return self.process.returncode, told

    def test_all_five_steps_come_true_where_the_platform_asks_and_calls(self):
        for kind in (personality.STRICT_2016, personality.TCP_2022):
            with self.subTest(kind.name):
                self.begin(Place(kind.name, kind), media_ports=[23500, 23599])
                self.place.registered()
                self.assertTrue(self.place.platform.catalogue(self.place.device).items)
                frames = self.ring().media.wait_frames(25, 20.0)
                code, told = self.end()

                self.assertEqual(len(re.findall(r"^\(\d/5\) .* ✓", told, re.M)), 5, told)
                self.assertIn("5 项中 5 项通过", told)
                self.assertEqual(code, 0, told)
                self.assertIn("23500–23599 (media_ports)", told)
                self.assertIn("没有 [disk]。要试录像查询和回放，请加 --data", told)
                self.assertRegex(told, r"送流端口 the video's way: UDP 235\d\d → 127\.")
                self.assertGreaterEqual(len(frames), 25)

    def test_with_the_data_folder_of_the_hub_its_past_is_listed_and_played(self):
        hub = self.start_hub(self.cameras.toml("dining", "sub"))
        hub.wait_live()
        hub.end()
        self.begin(Place("city", personality.STRICT_2016), "--data", str(self.folder))
        self.place.registered()
        ours, channel, now = self.place.platform, self.place.numbers.channels["dining"], dt.datetime.now(dt.timezone.utc)
        self.assertTrue(ours.catalogue(self.place.device).items)
        items = ours.ask_batches(self.place.device, "RecordInfo", "RecordList", of=channel, Type="all", Secrecy=0,
                                 StartTime=local_text(now - dt.timedelta(minutes=5)), EndTime=local_text(now)).items
        span = [int(dt.datetime.fromisoformat(items[0][key]).replace(tzinfo=district.ZONE).timestamp())
                for key in ("StartTime", "EndTime")]
        call = self.call("dining", kind="Playback", span=span)
        self.assertEqual(call.status, 200)
        frames = call.media.wait_frames(25, FRAMES_S)
        self.assert_plays(frames, "dining", district.WIDTHS["sub"])
        call.bye()
        code, told = self.end()

        self.assertEqual(code, 0, told)
        self.assertIn(f"录像目录 recordings: {self.folder / 'store'}", told)

    def test_a_wrong_password_is_told_as_such_with_what_to_ask(self):
        self.begin(Place("city", personality.NO_QOP, password="another"))
        code, told = self.end()

        self.assertEqual(code, 1)
        self.assertIn("406", told)
        self.assertIn("请核对", told)
        self.assertIn("(2/5) 注册 registration ✗", told)
        self.place.platform.complaints.clear()

    def test_where_nobody_answers_the_network_is_what_to_look_at(self):
        place = Place("city", personality.TCP_2022)
        at = (place.platform.host, place.platform.port)
        place.platform.stop()
        self.begin(place, at=at)
        code, told = self.end()

        self.assertEqual(code, 1)
        self.assertIn("(1/5) 网络 network ✗", told)
        self.assertIn("防火墙", told)

    def test_a_platform_that_is_not_in_the_site_file_is_named(self):
        self.begin(Place("city"), "--platform", "province")
        code, told = self.end()

        self.assertEqual(code, 2)
        self.assertIn("province", told)
        self.assertIn("city", told)
