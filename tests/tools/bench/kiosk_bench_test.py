"""The benchmark counts what the screen really showed."""
import socket
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT / "tools/bench"), str(ROOT / "tools/clips")]

from kitchen import counter  # noqa: E402
from measure import eye, gate, usage  # noqa: E402


def strip_of(bits, white=235, black=16):
    row = b"".join(bytes([white if bit else black]) * counter.SQUARE_PX for bit in bits)
    return row * counter.SQUARE_PX


class EyeTest(unittest.TestCase):
    def test_reads_every_frame_number_of_every_area(self):
        for frame in (0, 1, 174, 349):
            for area in range(5):
                self.assertEqual(frame, eye.read_strip(strip_of(counter.squares(frame, area))))

    def test_reads_nothing_where_no_counter_is(self):
        self.assertIsNone(eye.read_strip(bytes(eye.WIDTH * eye.HEIGHT)))
        self.assertIsNone(eye.read_strip(strip_of(counter.squares(7, 2), white=40)))

    def test_reads_nothing_from_half_drawn_pictures(self):
        bits = counter.squares(7, 2)
        bits[5] ^= 1
        self.assertIsNone(eye.read_strip(strip_of(bits)))


class GateTest(unittest.TestCase):
    def test_notes_the_first_video_data_and_not_the_answers_before(self):
        camera = socket.create_server(("127.0.0.1", 0))
        door = gate.Gate(camera.getsockname()[1])
        player = socket.create_connection(("127.0.0.1", door.port))
        inside, _ = camera.accept()

        inside.sendall(b"RTSP/1.0 200 OK\r\n\r\n")
        self.assertTrue(player.recv(100).startswith(b"RTSP"))
        self.assertIsNone(door.first_data_s)

        inside.sendall(b"$\0\0\4data")
        self.assertEqual(b"$\0\0\4data", player.recv(100))
        self.assertIsNotNone(door.first_data_s)
        for end in (player, inside, camera):
            end.close()


class UsageTest(unittest.TestCase):
    def test_counts_the_cpu_time_of_the_program_and_not_its_waiting(self):
        busy = "import time; end = time.process_time() + 0.3\nwhile time.process_time() < end: pass\ntime.sleep(0.5)"
        with tempfile.TemporaryDirectory() as folder:
            used = usage.run([sys.executable, "-c", busy], 30, Path(folder) / "log")
        self.assertGreater(used.cpu_s, 0.29)
        self.assertLess(used.cpu_s, 0.7)


if __name__ == "__main__":
    unittest.main()
