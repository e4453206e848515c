"""The simulator does to real clients what its commands say."""
import os
import signal
import socket
import subprocess
import sys
import time
import unittest
from concurrent.futures import ThreadPoolExecutor

from support import DEADLINE_S, PROGRAM, Simulator, Viewer, areas, make_clips, probe

STEP = (1, 1 - areas.LOOP_FRAMES)  # from one picture to the next, also over the loop point


def steps(readings) -> list[int]:
    return [after.frame - before.frame for before, after in zip(readings, readings[1:])]


def setUpModule():
    make_clips()


class ServingTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator()

    @classmethod
    def tearDownClass(cls):
        cls.simulator.__exit__()

    def test_every_camera_has_a_main_and_a_sub_stream(self):
        wanted = {}
        for area in areas.AREAS:
            codec = {"h264": "h264", "h265": "hevc"}[area.codec]
            wanted[area.id] = f"{codec},1920,1080"
            wanted[area.id + "-sub"] = "h264,640,360"

        with ThreadPoolExecutor(5) as pool:
            found = dict(zip(wanted, pool.map(lambda mount: probe(self.simulator.at(mount))[0], wanted)))

        self.assertEqual(found, wanted)

    def test_only_the_cooking_camera_wants_the_password(self):
        for login in ("", "viewer:wrong@"):
            for mount in ("cooking", "cooking-sub"):
                answer, complaint = probe(self.simulator.at(mount, login))
                self.assertEqual(answer, "")
                self.assertIn("401", complaint)

        self.assertEqual(probe(self.simulator.at("cooking"))[0], "h264,1920,1080")

    def test_an_unknown_path_is_not_found(self):
        self.assertIn("404", probe(self.simulator.at("attic"))[1])

    def test_udp_and_tcp_show_every_picture_once_in_order(self):
        for transport in ("tcp", "udp"):
            with self.subTest(transport), Viewer(self.simulator.at("dining-sub"), transport) as viewer:
                viewer.see(lambda reading: reading.area == 3)
                self.assertLessEqual(set(steps(viewer.pictures(30))), set(STEP))

    def test_two_viewers_share_one_media_and_see_the_same_moment(self):
        with Viewer(self.simulator.at("washing")) as one, Viewer(self.simulator.at("washing")) as two:
            one.see(lambda _: True)
            frame = two.see(lambda _: True).frame
            self.assertEqual(one.see(lambda reading: reading.frame >= frame).area, 4)
            self.assertEqual(self.simulator.stat("washing")["clients"], 2)

        self.simulator.wait_until("washing", lambda stat: stat["clients"] == 0)


class LoopTest(unittest.TestCase):
    def test_the_loop_point_is_neither_a_jump_in_time_nor_a_missing_picture(self):
        # The thirteenth camera's loop point comes 5.84 s after the start, when a viewer is there already.
        with Simulator("--cameras", "13") as simulator, Viewer(simulator.at("portioning-3")) as viewer:
            viewer.see(lambda reading: reading.frame > areas.LOOP_FRAMES - 10)
            readings = viewer.pictures(25)

        self.assertIn(1 - areas.LOOP_FRAMES, steps(readings))
        self.assertLessEqual(set(steps(readings)), set(STEP))

    def test_timestamps_run_on_over_the_loop_point(self):
        with Simulator("--cameras", "13") as simulator:
            command = ["ffprobe", "-v", "quiet", "-rtsp_transport", "tcp", "-read_intervals", "%+7", "-show_entries",
                       "packet=pts_time", "-of", "csv=p=0", simulator.at("portioning-3-sub")]
            done = subprocess.run(command, stdout=subprocess.PIPE, text=True, timeout=DEADLINE_S)
        times = [float(line.rstrip(",")) for line in done.stdout.split() if line[0].isdigit()]

        self.assertGreater(len(times), 120)  # from 2 s at the latest until beyond 5.84 s
        for before, after in zip(times, times[1:]):
            self.assertAlmostEqual(after - before, 0.04, delta=0.005)


class MisbehaviourTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator()

    @classmethod
    def tearDownClass(cls):
        cls.simulator.__exit__()

    def tearDown(self):
        for area in areas.AREAS:
            self.simulator.tell("back", area.id)

    def watch(self, mount: str, transport: str = "tcp") -> Viewer:
        """A viewer who has seen the stream move."""
        viewer = self.enterContext(Viewer(self.simulator.at(mount), transport))
        first = viewer.see(lambda _: True)
        viewer.see(lambda reading: reading.frame != first.frame)
        return viewer

    def assert_still(self, viewer: Viewer, mount: str):
        """A second of pictures, sent at the usual rate, all with one counter; answers it."""
        viewer.pictures(60)  # the change happens at the next keyframe, 50 pictures away at most
        before = self.simulator.stat(mount)
        readings = viewer.pictures(25)
        after = self.simulator.stat(mount)
        rate = (after["frames_sent"] - before["frames_sent"]) / (after["time_s"] - before["time_s"])
        self.assertAlmostEqual(rate, areas.FPS, delta=4)
        self.assertEqual(set(steps(readings)), {0})
        return readings[0]

    def assert_moves_again(self, viewer: Viewer, still):
        viewer.see(lambda reading: reading.frame != still.frame)
        self.assertLessEqual(set(steps(viewer.pictures(25))), set(STEP))

    def test_a_frozen_camera_sends_the_same_picture_25_times_a_second(self):
        for mount in ("portioning-sub", "storage"):
            with self.subTest(mount):
                viewer = self.watch(mount)
                self.assertEqual(self.simulator.tell("freeze", mount), "ok")
                still = self.assert_still(viewer, mount)
                self.assertEqual(self.simulator.stat(mount)["state"], "frozen")
                self.assertEqual(self.simulator.tell("back", mount), "ok")
                self.assert_moves_again(viewer, still)

    def test_a_camera_with_a_hanging_sensor_encodes_one_picture_for_ever(self):
        for mount in ("portioning", "storage"):
            with self.subTest(mount):
                viewer = self.watch(mount)
                self.assertEqual(self.simulator.tell("reencode-freeze", mount), "ok")
                still = self.assert_still(viewer, mount)
                self.assertEqual(self.simulator.tell("back", mount), "ok")
                self.assert_moves_again(viewer, still)

    def test_a_stalled_camera_keeps_the_connection_and_sends_nothing(self):
        viewer = self.watch("dining-sub")

        self.simulator.tell("stall", "dining")

        with self.assertRaises(TimeoutError):
            for _ in range(60):  # what was on its way
                viewer.picture(timeout_s=2)
        self.assertIsNone(viewer.process.poll())
        self.assertEqual(self.simulator.stat("dining-sub")["clients"], 1)
        self.simulator.tell("back", "dining")
        viewer.pictures(2)  # the decoder still held one from before
        self.assertLessEqual(set(steps(viewer.pictures(25))), set(STEP))

    def test_a_dropped_camera_cuts_its_viewers_and_is_gone_until_it_is_back(self):
        for transport in ("tcp", "udp"):
            with self.subTest(transport):
                viewer, bystander = self.watch("washing-sub", transport), self.watch("dining-sub", transport)
                sent = self.simulator.stat("washing-sub")["frames_sent"]
                self.simulator.tell("drop", "washing")
                if transport == "tcp":
                    viewer.wait_for_end()
                self.assertIn("404", probe(self.simulator.at("washing"))[1])
                self.assertLess(self.simulator.stat("washing-sub")["frames_sent"] - sent, 50)
                self.simulator.tell("back", "washing")
                self.assertEqual(probe(self.simulator.at("washing"))[0], "h264,1920,1080")
                bystander.pictures(25)

    def test_the_sub_stream_alone_can_be_dropped(self):
        self.simulator.tell("drop", "washing-sub")

        self.assertIn("404", probe(self.simulator.at("washing-sub"))[1])
        self.assertEqual(probe(self.simulator.at("washing"))[0], "h264,1920,1080")

    def test_a_kicked_viewer_can_come_back_at_once(self):
        viewer = self.watch("cooking-sub")

        self.simulator.tell("kick", "cooking")

        viewer.wait_for_end()
        self.watch("cooking-sub").pictures(5)

    def test_a_restarted_camera_is_back_when_the_command_has_answered(self):
        viewer = self.watch("portioning-sub")

        self.assertEqual(self.simulator.tell("restart", "portioning", "0.2"), "ok")

        viewer.wait_for_end()
        self.watch("portioning-sub").pictures(5)

    def test_a_resolution_changes_in_the_middle_of_a_session(self):
        for mount, other in (("cooking", "1280x720"), ("storage", "1280x720"), ("dining", "640x360")):
            with self.subTest(mount):
                command = ["ffprobe", "-v", "quiet", "-rtsp_transport", "tcp", "-show_entries",
                           "frame=width,height", "-of", "csv=p=0:s=x:nk=1", self.simulator.at(mount)]
                with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as frames:
                    self.assertTrue(frames.stdout.readline().startswith("1920x1080"))
                    self.simulator.tell("resize", mount, other)
                    self.await_size(frames, other)
                    self.simulator.tell("back", mount)
                    self.await_size(frames, "1920x1080")
                    frames.kill()

    def await_size(self, frames, size: str):
        lines = (frames.stdout.readline() for _ in range(150))
        self.assertTrue(any(line.startswith(size) for line in lines), f"no picture of {size}")

    def test_lost_packets_damage_what_a_udp_viewer_sees(self):
        viewer = self.watch("dining", "udp")

        self.simulator.tell("loss", "dining", "20")

        end = time.monotonic() + DEADLINE_S
        while b"RTP: missed" not in viewer.complaints and time.monotonic() < end:
            viewer.picture()
        self.assertIn(b"RTP: missed", viewer.complaints)


class ControlTest(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.simulator = Simulator("--cameras", "1")

    @classmethod
    def tearDownClass(cls):
        cls.simulator.__exit__()

    def talk(self, data: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.simulator.control_port), 5) as connection:
            connection.sendall(data)
            connection.shutdown(socket.SHUT_WR)
            return connection.makefile("rb").read()

    def test_a_refusal_says_what_to_do_instead(self):
        for command, help_ in ((b"drop attic", b"storage storage-sub"), (b"explode", b"freeze ID"), (b"", b"freeze ID"),
                               (b"resize storage 1x1", b"1920x1080"), (b"loss storage 101", b"0 to 100"),
                               (b"loss storage nan", b"0 to 100"), (b"restart storage 1e9", b"0 to 60"),
                               (b"resize storage \xff\xfe", b"1920x1080")):
            answer = self.talk(command + b"\n")
            self.assertTrue(answer.startswith(b"error: "), answer)
            self.assertIn(help_, answer)
            self.assertEqual(answer.count(b"\n"), 1)

    def test_one_connection_may_send_many_lines(self):
        self.assertEqual(self.talk(b"freeze storage\nback storage\n"), b"ok\nok\n")

    def test_a_line_too_long_ends_the_connection(self):
        self.assertIn(b"256 bytes", self.talk(b"x" * 256 + b"\nstat\n"))

    def test_a_ninth_client_is_refused_and_a_place_is_free_again_later(self):
        address = ("127.0.0.1", self.simulator.control_port)
        clients = [socket.create_connection(address, 5) for _ in range(8)]
        for client in clients:  # an answer proves that it was let in
            client.sendall(b"help\n")
            client.recv(1)
        self.assertIn(b"error: 8 control clients", self.talk(b""))
        for client in clients:
            client.close()

        end = time.monotonic() + 5
        while b"drop ID" not in (answer := self.talk(b"help\n")) and time.monotonic() < end:
            pass
        self.assertIn(b"drop ID", answer)


class LifeTest(unittest.TestCase):
    def test_it_accepts_clients_after_less_than_a_second_of_work(self):
        with Simulator() as simulator, open(f"/proc/{simulator.process.pid}/stat") as stat:
            user, system = stat.read().rsplit(")", 1)[1].split()[11:13]  # proc(5), in clock ticks

        self.assertLess((int(user) + int(system)) / os.sysconf("SC_CLK_TCK"), 1.0)

    def test_sigterm_ends_it_cleanly_even_with_viewers(self):
        with Simulator() as simulator, Viewer(simulator.at("dining-sub")) as viewer:
            viewer.picture()
            simulator.process.send_signal(signal.SIGTERM)
            self.assertEqual(simulator.process.wait(2), 0)

    def test_it_dies_with_its_parent_when_asked_to(self):
        code = ("import subprocess, sys; p = subprocess.Popen(sys.argv[1:], stdout=subprocess.PIPE, text=True);"
                "print(p.pid, p.stdout.readline(), flush=True); sys.stdin.read()")
        command = [str(PROGRAM), "--port", "0", "--control-port", "0", "--die-with-parent"]
        with subprocess.Popen([sys.executable, "-c", code, *command], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE, text=True) as parent:
            pid = int(parent.stdout.readline().split()[0])
            parent.kill()
            handle = os.pidfd_open(pid) if os.path.exists(f"/proc/{pid}") else None
        if handle is not None:
            signal_seen = select_readable(handle)
            os.close(handle)
            self.assertTrue(signal_seen)

    def test_a_taken_port_is_an_error_with_a_fix(self):
        with Simulator() as simulator:
            for option, port in (("--port", simulator.port), ("--control-port", simulator.control_port)):
                other = "--control-port" if option == "--port" else "--port"
                done = subprocess.run([str(PROGRAM), option, str(port), other, "0"], capture_output=True,
                                      text=True, timeout=DEADLINE_S)
                self.assertEqual(done.returncode, 2)
                self.assertIn(option, done.stderr)

    def test_missing_clips_are_an_error_that_names_the_command(self):
        done = subprocess.run([str(PROGRAM), "--cache", "/nonexistent"], capture_output=True, text=True,
                              timeout=DEADLINE_S)

        self.assertEqual(done.returncode, 2)
        self.assertIn("make_clips", done.stderr)


def select_readable(handle: int) -> bool:
    import select
    return bool(select.select([handle], [], [], 5)[0])


if __name__ == "__main__":
    unittest.main()
