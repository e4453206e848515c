"""The control socket: what it is told happens on the screen, and nonsense is answered."""
import socket
import unittest

import hall
import pictures


class ControlSocket(hall.HallTest):
    NAMES = ("portioning", "dining")

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share(cls.NAMES)

    def setUp(self):
        super().setUp()
        self.kiosk.wait(lambda _: True, hall.START_S, "the kiosk to answer")
        self.kiosk.tell("mode rotate")
        self.kiosk.wait_mode("rotate")
        self.kiosk.wait_live()

    def test_modes_keys_and_notices_change_the_screen(self):
        for line, mode in (("mode grid", "grid"), ("single dining", "single"), ("key back", "rotate"),
                           ("key yellow press", "records"), ("key back long", "rotate"), ("mode mealtime", "mealtime"),
                           ("notice 今天十点停水", "notice"), ("notice clear", "mealtime"), ("mode standby", "standby"),
                           ("key ok", None)):
            with self.subTest(line):
                self.kiosk.tell(line)
                if mode:
                    self.kiosk.wait_mode(mode)
                else:
                    self.kiosk.wait(lambda status: status["mode"] != "standby", 5, "the screen to wake")

    def test_a_single_camera_is_the_one_that_was_asked_for(self):
        self.kiosk.tell("single dining")

        def alone():
            states = self.kiosk.states()
            return states["dining"] == "live" and states["portioning"] == "idle"
        hall.wait_until(alone, 8, "dining alone to be open", self.kiosk.told)

    def test_a_screenshot_is_whole_when_it_appears(self):
        for name in ("one.png", "two.png"):
            path = self.folder / name
            self.kiosk.tell(f"snapshot {path}")
            hall.wait_until(path.exists, 5, "the screenshot", self.kiosk.told)
            picture = pictures.read_png(path)
            self.assertEqual(picture.shape, (270, 480, 3))
            self.assertGreater(picture.std(), 20)

    def test_a_screenshot_that_cannot_be_written_harms_nobody(self):
        self.kiosk.tell(f"snapshot {self.folder}/no/such/folder.png")

        self.kiosk.wait_log("no/such/folder.png", 5)
        self.kiosk.wait_live()

    def test_nonsense_is_answered_with_what_would_have_been_right(self):
        for line, words in (("mode carousel", "rotate"), ("single", "id"), ("single ../x", "id"), ("single attic", "dining"), ("key kitchen", "digit-0"),
                            ("key ok twice", "long"), ("notice", "clear"), ("snapshot here.png", "absolute"),
                            ("dance", "snapshot"), ("", "snapshot"), ("quit now", "nothing"), ("x" * 5000, "4096")):
            with self.subTest(line[:20]):
                answer = self.kiosk.send(line)
                self.assertTrue(answer.startswith("error: "), answer)
                self.assertIn(words, answer)
        self.assertTrue(self.send_bytes(b"mode \xff\xfe\n").startswith(b"error: "))
        self.assertTrue(self.send_bytes(b"notice a\0b\n").startswith(b"error: "))
        self.assertEqual(self.kiosk.status()["mode"], "rotate")

    def test_many_lines_in_one_go_are_answered_one_by_one(self):
        answers = self.send_bytes(b"mode grid\ndance\nstatus\n", lines=3).split(b"\n")

        self.assertEqual(answers[0], b"ok")
        self.assertTrue(answers[1].startswith(b"error: "))
        self.assertTrue(answers[2].startswith(b"ok {"))

    def send_bytes(self, data: bytes, lines: int = 1) -> bytes:
        with socket.socket(socket.AF_UNIX) as connection:
            connection.settimeout(5)
            connection.connect(str(self.kiosk.socket))
            connection.sendall(data)
            answers = connection.makefile("rb")
            return b"".join(answers.readline() for _ in range(lines))


if __name__ == "__main__":
    unittest.main()
