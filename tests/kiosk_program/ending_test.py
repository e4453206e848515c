"""The program ends cleanly and at once, whatever its cameras do, and leaves nothing behind."""
import signal
import socket
import unittest

import hall

END_S = 2.0  # promised; exit code 77 says that it took longer
PYTHON_S = 0.5  # to notice it, on a busy machine


class CleanEnd(hall.HallTest):
    NAMES = ("portioning", "dining", "washing")

    def assert_ends(self, kiosk, by):
        code, took_s = kiosk.end(by)
        print(f"\n{by.name}: {took_s:.2f} s", end=" ")
        self.assertEqual(code, 0)
        self.assertLess(took_s, END_S + PYTHON_S)
        self.assertEqual(kiosk.left_behind(), [])
        self.assertIn("left with exit code 0", kiosk.log_text())

    def watching(self, *cameras: str):
        kiosk = self.start(self.site(*(cameras or self.small(*self.NAMES))), "--mode", "grid")
        kiosk.wait(lambda _: True, hall.START_S, "the kiosk to answer")
        return kiosk

    def test_a_signal_ends_it_while_all_is_well(self):
        for by in (signal.SIGTERM, signal.SIGINT):
            with self.subTest(by.name):
                kiosk = self.watching()
                kiosk.wait_live()
                self.assert_ends(kiosk, by)

    def test_a_signal_ends_it_while_its_cameras_hang(self):
        kiosk = self.watching()
        kiosk.wait_live()
        for name in self.NAMES:
            self.addCleanup(self.cameras.tell, "back", name)
            self.assertEqual(self.cameras.tell("stall", name), "ok")
        kiosk.wait(lambda status: all(feed["state"] == "delayed" for feed in status["feeds"]), 5, "all to be delayed")

        self.assert_ends(kiosk, signal.SIGTERM)

    def test_a_signal_ends_it_while_a_server_never_answers(self):
        with socket.create_server(("127.0.0.1", 0)) as silent:
            main = f"rtsp://127.0.0.1:{silent.getsockname()[1]}/camera"
            kiosk = self.watching(self.cameras.toml("dining", "main", main=main), *self.small("washing"))
            silent.settimeout(hall.START_S)
            with silent.accept()[0]:
                self.assert_ends(kiosk, signal.SIGINT)

    def test_a_signal_before_the_first_picture_ends_it(self):
        kiosk = self.start(self.site(*self.small("dining")))
        hall.wait_until(kiosk.socket.exists, hall.START_S, "the control socket", kiosk.told)

        self.assert_ends(kiosk, signal.SIGTERM)

    def test_quit_ends_it_and_a_new_one_can_start_in_its_place(self):
        for _ in range(2):
            kiosk = self.watching(*self.small("dining"))
            kiosk.tell("quit")
            self.assertEqual(kiosk.wait_end(END_S + PYTHON_S), 0)
            self.assertEqual(kiosk.left_behind(), [])

    def test_a_killed_one_leaves_its_socket_and_the_next_one_takes_it_over(self):
        killed = self.watching(*self.small("dining"))
        self.assertEqual(killed.end(signal.SIGKILL)[0], -signal.SIGKILL)
        self.assertTrue(killed.socket.exists())

        self.assertIn('"dining"', self.watching(*self.small("dining")).send("status"))


if __name__ == "__main__":
    unittest.main()
