"""Every flag of the help text does what it says."""
import itertools
import json
import os
import re
import shutil
import subprocess
import time
import unittest

import hall
import pictures

RUN_S = 20.0
FLAGS_TESTED = {"--site", "--hub", "--hub-token-file", "--pin-file", "--windowed", "--offscreen", "--mode", "--decode",
                "--key-map", "--evdev", "--cec", "--control", "--send", "--duration", "--keys", "--snapshot", "--stats",
                "--record", "--state-dir", "--version", "--help"}
FEED_KEYS = ["id", "state", "decoded", "shown", "replaced", "age_ms", "reconnects", "first_picture_ms"]
STATS_KEYS = ["feeds", "mode", "presented", "cpu_s", "rss_kib"]
STATES = {"idle", "opening", "live", "delayed", "lost", "still"}
NO_CAMERA = '[[camera]]\nid = "a"\nname = "a"\narea = "storage"\nmain = "rtsp://127.0.0.1:1/a"\n'
END_S = 3.0  # from --duration's end: one picture, one screenshot, threads joined


def run(*arguments: str) -> subprocess.CompletedProcess:
    return subprocess.run([str(hall.PROGRAM), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                          timeout=RUN_S, env=hall.ENVIRONMENT)


class HelpAndVersion(hall.HallTest):
    @classmethod
    def setUpClass(cls):
        """No camera is needed."""

    def test_help_names_every_flag_that_these_tests_know_and_no_other(self):
        done = run("--help")

        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(set(re.findall(r"--[a-z-]+", done.stdout)), FLAGS_TESTED)

    def test_version_is_one_line_with_name_and_number(self):
        done = run("--version")

        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertRegex(done.stdout, r"\Asunhall-kiosk \d+\.\d+\.\d+\n\Z")


class Refusals(hall.HallTest):
    """Nothing that is wrong from the start is tried."""

    @classmethod
    def setUpClass(cls):
        """No camera is needed."""

    def refuse(self, *arguments: str) -> str:
        """Starts the program; answers its one line of refusal."""
        done = run(*arguments)
        self.assertEqual(done.returncode, 2, done.stderr)
        self.assertEqual(done.stdout, "")
        self.assertEqual(done.stderr.count("\n"), 1, done.stderr)
        return done.stderr

    def good_site(self) -> str:
        return str(self.site(NO_CAMERA))

    def test_a_bad_site_file_is_refused_with_file_line_and_key(self):
        path = self.good_site()
        lines = self.folder.joinpath("site.toml").read_text().splitlines()
        number = lines.index('area = "storage"') + 1
        self.folder.joinpath("site.toml").write_text("\n".join(lines).replace('area = "storage"', 'area = "storaje"') + "\n")

        refusal = self.refuse("--site", path, "--offscreen")

        self.assertIn(f"{path}:{number}: camera.area: ", refusal)
        self.assertIn('"storage"', refusal)

    def test_a_hub_token_or_pin_that_cannot_be_used_is_refused_by_its_option(self):
        word = self.folder / "word"
        word.write_text("not a pin\n")
        site = self.good_site()
        for arguments in (["--hub", "hub:8080"], ["--hub-token-file", str(self.folder / "none")],
                          ["--pin-file", str(word)]):
            with self.subTest(arguments):
                self.assertIn(arguments[0], self.refuse("--site", site, "--offscreen", *arguments))

    def test_a_missing_site_file_is_refused_by_name(self):
        self.assertIn("no-such.toml", self.refuse("--site", str(self.folder / "no-such.toml"), "--offscreen"))

    def test_an_unknown_mode_is_refused_with_the_known_ones(self):
        refusal = self.refuse("--site", self.good_site(), "--mode", "carousel")

        self.assertIn("carousel", refusal)
        self.assertIn("rotate", refusal)

    def test_a_bad_key_map_is_refused_with_file_line_and_key(self):
        path = self.folder / "keys.toml"
        path.write_text('[keyboard]\nup = ["Up"]\nupp = ["Down"]\n')

        refusal = self.refuse("--site", self.good_site(), "--offscreen", "--key-map", str(path))

        self.assertIn(f"{path}:3: ", refusal)
        self.assertIn("upp", refusal)

    def test_a_bad_key_script_is_refused_with_file_and_line(self):
        path = self.folder / "script"
        path.write_text("1 right\n2 rihgt\n")

        refusal = self.refuse("--site", self.good_site(), "--offscreen", "--keys", str(path))

        self.assertIn(f"{path}:2: ", refusal)

    def test_bad_words_and_numbers_are_refused(self):
        site = self.good_site()
        for arguments in (["--duration", "soon"], ["--duration", "-1"], ["--offscreen", "1x1"], ["--offscreen", "wide"],
                          ["--decode", "magic"], ["--evdev", "maybe"], ["--cec", "maybe"], ["--no-such-flag"]):
            with self.subTest(arguments):
                self.assertIn(arguments[0].lstrip("-"), self.refuse("--site", site, *arguments))
        self.refuse("--offscreen")  # without a site

    def test_a_command_without_a_kiosk_to_hear_it_fails(self):
        done = run("--send", "status", "--control", str(self.folder / "nobody.sock"))

        self.assertEqual(done.returncode, 1)
        self.assertIn("nobody.sock", done.stderr)


class Automation(hall.HallTest):
    """One run with everything that an automation asks for."""

    CAMERAS = 5

    def test_a_run_ends_in_time_with_its_screenshot_figures_and_film(self):
        keys, shot, stats, film = (self.folder / name for name in ("keys", "shot.png", "stats.json", "film"))
        keys.write_text("# a comment\n\n0.5 green\n3.5 down long\n")
        site = self.site(*map(self.cameras.toml, ("portioning", "dining")))
        start = time.monotonic()
        kiosk = self.start(site, "--duration", "6", "--keys", str(keys), "--snapshot", str(shot), "--stats", str(stats),
                           "--record", str(film), "--decode", "software", screen=("--offscreen", "640x360"))
        kiosk.wait_mode("grid", 4)
        code = kiosk.wait_end(RUN_S)
        took_s = time.monotonic() - start

        self.assertEqual(code, 0)
        self.assertGreaterEqual(took_s, 6)
        self.assertLess(took_s, 6 + END_S)
        self.check_screenshot(shot)
        self.check_stats(stats)
        self.assertGreater(len(pictures.Film(film)), 10)

    def check_screenshot(self, path):
        picture = pictures.read_png(path)
        self.assertEqual(picture.shape, (360, 640, 3))
        self.assertGreater(picture.std(), 20, "one colour")
        # Two tiles side by side: a kitchen has textures of its own in both halves of the middle.
        for half in (picture[120:240, 40:300], picture[120:240, 340:600]):
            self.assertGreater(half.std(), 20, "no live picture")

    def check_stats(self, path):
        stats = json.loads(path.read_text(), object_pairs_hook=dict)
        self.assertEqual(list(stats), STATS_KEYS)
        self.assertEqual(stats["mode"], "grid")
        self.assertGreater(stats["presented"], 10)
        self.assertGreater(stats["cpu_s"], 0)
        self.assertGreater(stats["rss_kib"], 10_000)
        self.assertEqual([feed["id"] for feed in stats["feeds"]], ["portioning", "dining"])
        for feed in stats["feeds"]:
            self.assertEqual(list(feed), FEED_KEYS)
            self.assertIn(feed["state"], STATES)
            self.assertGreater(feed["decoded"], 10)
            self.assertLessEqual(feed["shown"] + feed["replaced"], feed["decoded"] + 1)
            self.assertLess(feed["first_picture_ms"], 10_000)

    def test_the_start_mode_is_the_one_asked_for(self):
        site = self.site(*self.small("dining"))
        for mode in ("rotate", "single", "grid", "records", "mealtime", "standby"):
            stats = self.folder / f"{mode}.json"
            code = self.start(site, "--mode", mode, "--duration", "0.3", "--stats", str(stats)).wait_end(RUN_S)
            self.assertEqual((code, json.loads(stats.read_text())["mode"]), (0, mode))

    def test_send_prints_the_answer_and_says_when_it_is_refused(self):
        kiosk = self.start(self.site(*self.small("dining")))
        kiosk.wait(lambda _: True, hall.START_S, "the kiosk to answer")

        status = run("--send", "status", "--control", str(kiosk.socket))
        refused = run("--send", "mode carousel", "--control", str(kiosk.socket))  # before it is sent

        self.assertEqual((status.returncode, status.stderr), (0, ""))
        self.assertEqual(list(json.loads(status.stdout)), STATS_KEYS)
        self.assertEqual((refused.returncode, refused.stdout), (2, ""))
        self.assertIn("rotate", refused.stderr)

    def test_without_a_control_socket_there_is_none(self):
        kiosk = self.start(self.site(*self.small("dining")), "--duration", "0.5", control="none")

        self.assertEqual(kiosk.wait_end(RUN_S), 0)
        self.assertFalse(kiosk.socket.exists())


@unittest.skipUnless(shutil.which("Xvfb"), "Xvfb is not installed")
class Windowed(hall.HallTest):
    """A window, and the whole display, on an X server without a screen."""

    def setUp(self):
        super().setUp()
        self.server = subprocess.Popen(["Xvfb", "-displayfd", "1", "-screen", "0", "800x450x24", "-nolisten", "tcp"],
                                       stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        self.addCleanup(self.end_server)
        self.env = {"DISPLAY": f":{self.server.stdout.readline().strip()}", "SDL_VIDEODRIVER": "x11"}

    def end_server(self):
        self.server.terminate()
        self.server.wait()
        self.server.stdout.close()

    def size_of(self, *screen: str) -> tuple[int, int]:
        shot = self.folder / "shot.png"
        kiosk = self.start(self.site(*self.small("dining")), "--snapshot", str(shot), screen=screen, env=self.env)
        kiosk.wait_live()
        kiosk.tell("quit")
        self.assertEqual(kiosk.wait_end(5), 0)
        height, width, _ = pictures.read_png(shot).shape
        return width, height

    def test_a_window_has_the_size_asked_for(self):
        self.assertEqual(self.size_of("--windowed", "640x360"), (640, 360))

    def test_without_a_word_the_whole_display_is_used(self):
        self.assertEqual(self.size_of(), (800, 450))

    def test_a_display_that_changes_its_mode_is_filled_again(self):
        kiosk = self.start(self.site(*self.small("dining")), screen=(), env=self.env)
        kiosk.wait_live()
        for change in (["--newmode", "640x360", "0", *"640 0 0 640 360 0 0 360".split()],
                       ["--addmode", "screen", "640x360"], ["--output", "screen", "--mode", "640x360"]):
            subprocess.run(["xrandr", *change], env={**os.environ, **self.env}, check=True, capture_output=True)
        deadline = time.monotonic() + 8
        for number in itertools.count():
            shot = self.folder / f"shot-{number}.png"  # a file of its own: none is read while it is replaced
            kiosk.tell(f"snapshot {shot}")
            while not shot.exists():
                self.assertLess(time.monotonic(), deadline, kiosk.log_text())
                time.sleep(0.05)
            size = pictures.read_png(shot).shape[:2]
            if size == (360, 640):
                return
            self.assertLess(time.monotonic(), deadline, size)

    def test_a_display_that_goes_away_ends_the_program_with_its_code(self):
        kiosk = self.start(self.site(*self.small("dining")), screen=("--windowed", "320x180"), env=self.env)
        kiosk.wait_live()

        self.server.kill()

        self.assertEqual(kiosk.wait_end(8), 74)


class NoDisplay(hall.HallTest):
    @classmethod
    def setUpClass(cls):
        """No camera is needed."""

    def test_without_a_display_the_program_says_so_with_its_code(self):
        kiosk = self.start(self.site(NO_CAMERA), screen=(),
                           env={"DISPLAY": ":4095", "SDL_VIDEODRIVER": "x11"})

        self.assertEqual(kiosk.wait_end(RUN_S), 69)
        self.assertIn("--offscreen", kiosk.log_text())


if __name__ == "__main__":
    unittest.main()
