"""The simulated sensors have a kitchen's temperatures, and a real broker gets what they say."""
import json
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import unittest
from datetime import datetime
from pathlib import Path

import paho.mqtt.client as mqtt

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = ROOT / "tools" / "sensor_sim" / "sensor_sim"
sys.path.insert(0, str(PROGRAM.parent))

import curves  # noqa: E402
import faults  # noqa: E402

CHINA_S = 8 * 3600
MIDNIGHT = 1_795_449_600  # 2026-11-24 00:00 in China
DAY = range(MIDNIGHT, MIDNIGHT + curves.DAY_S, 60)
DEADLINE_S = 20


def day_of(sensor_id):
    curve = curves.make_curve(sensor_id, "1", CHINA_S)
    return [curve.value(time) for time in DAY]


def longest(values, holds):
    best = run = 0
    for value in values:
        run = run + 1 if holds(value) else 0
        best = max(best, run)
    return best


class CurvesTest(unittest.TestCase):
    def test_a_fridge_keeps_its_limits_but_for_doors(self):
        values = day_of("fridge-1")
        self.assertGreater(min(values), 0)
        self.assertLess(longest(values, lambda v: v > 8), 15)
        self.assertGreater(max(values), 5.5)

    def test_a_freezer_stays_under_minus_twelve_but_for_its_defrost(self):
        self.assertLess(longest(day_of("freezer-1"), lambda v: v > -12), 15)

    def test_a_cold_room_stays_under_25(self):
        self.assertLess(max(day_of("cold-room")), 25)

    def test_a_cabinet_has_three_cycles_of_fifteen_minutes_over_120(self):
        values = day_of("cabinet-1")
        starts = sum(1 for before, after in zip(values, values[1:]) if before < 120 <= after)
        self.assertEqual(starts, 3)
        self.assertGreaterEqual(longest(values, lambda v: v >= 120), 15)

    def test_the_same_seed_gives_the_same_day_and_another_one_another(self):
        self.assertEqual(day_of("fridge-1"), day_of("fridge-1"))
        other = curves.make_curve("fridge-1", "2", CHINA_S)
        self.assertNotEqual(day_of("fridge-1"), [other.value(time) for time in DAY])

    def test_an_id_that_tells_no_kind_is_refused(self):
        with self.assertRaises(ValueError):
            curves.make_curve("oven-1", "1", CHINA_S)


class FaultsTest(unittest.TestCase):
    def setUp(self):
        self.sensor = faults.Sensor("fridge-1", curves.make_curve("fridge-1", "1", CHINA_S))
        self.sensor.take_due(MIDNIGHT)

    def test_a_late_sensor_sends_all_of_it_with_its_own_times_when_it_is_back(self):
        self.sensor.tell("late", "", MIDNIGHT)
        self.assertEqual(self.sensor.take_due(MIDNIGHT + 600), [])
        self.sensor.back()
        readings = self.sensor.take_due(MIDNIGHT + 600)
        self.assertEqual([r["at"] - MIDNIGHT for r in readings], list(range(60, 601, 60)))

    def test_an_absent_sensor_measures_nothing(self):
        self.sensor.tell("absent", "", MIDNIGHT)
        self.sensor.take_due(MIDNIGHT + 600)
        self.sensor.back()
        self.assertEqual(self.sensor.take_due(MIDNIGHT + 600), [])

    def test_frozen_clock_spike_and_door(self):
        self.sensor.tell("frozen", "", MIDNIGHT)
        self.assertEqual(len({r["value"] for r in self.sensor.take_due(MIDNIGHT + 3600)}), 1)
        self.sensor.back()
        self.sensor.tell("clock", "3600", MIDNIGHT)
        self.assertEqual(self.sensor.reading(MIDNIGHT)["at"], MIDNIGHT + 3600)
        self.sensor.tell("spike", "2", MIDNIGHT)
        values = {self.sensor.reading(MIDNIGHT)["value"] for _ in range(20)}
        self.assertTrue(values >= set(faults.SPIKES))
        self.sensor.back()
        self.sensor.tell("door", "", MIDNIGHT)
        self.assertGreater(self.sensor.measure(MIDNIGHT + 3600), 8)
        with self.assertRaises(ValueError):
            self.sensor.tell("nonsense", "", MIDNIGHT)


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


class BrokerTest(unittest.TestCase):
    """A real mosquitto, and somebody who listens to it."""

    def setUp(self):
        self.folder = Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.port = free_port()
        settings = self.folder / "mosquitto.conf"
        settings.write_text(f"listener {self.port} 127.0.0.1\nallow_anonymous true\nmax_queued_messages 100000\n")
        broker = subprocess.Popen(["/usr/sbin/mosquitto", "-c", settings], stderr=subprocess.DEVNULL)
        self.addCleanup(broker.wait)
        self.addCleanup(broker.terminate)
        self.heard = []
        self.listener = mqtt.Client()
        self.listener.on_connect = lambda client, *_: client.subscribe("sunhall/home/sensors/+", 1)
        self.listener.on_message = lambda _, __, message: self.heard.append((message.topic, json.loads(message.payload)))
        self.until(lambda: self.connects())
        self.listener.loop_start()
        self.addCleanup(self.listener.loop_stop)

    def connects(self):
        try:
            return self.listener.connect("127.0.0.1", self.port) == 0
        except ConnectionRefusedError:
            return False

    def until(self, holds):
        end = time.monotonic() + DEADLINE_S
        while not holds():
            self.assertLess(time.monotonic(), end)
            time.sleep(0.02)

    def run_sim(self, *options):
        return subprocess.run([PROGRAM, "--broker", f"127.0.0.1:{self.port}", "--site", "home", *options],
                              check=True, capture_output=True, text=True, timeout=60).stdout.splitlines()

    def test_a_past_day_comes_at_once_and_whole(self):
        self.run_sim("--sensors", "fridge-1", "--since", "24", "--speed", "0", "--seconds", "1")
        self.until(lambda: sum(len(said) if isinstance(said, list) else 1 for _, said in self.heard) >= 24 * 60)
        readings = [r for _, said in self.heard for r in (said if isinstance(said, list) else [said])]
        times = [datetime.fromisoformat(r["at"]).timestamp() for r in readings]
        self.assertEqual(times, sorted(times))
        self.assertGreater(times[-1] - times[0], 23.9 * 3600)

    def test_a_flood_is_a_flood(self):
        self.run_sim("--sensors", "fridge-1", "--fault", "flood fridge-1 500", "--seconds", "2")
        self.until(lambda: len(self.heard) > 500)

    def test_a_running_one_obeys(self):
        sim = subprocess.Popen([PROGRAM, "--broker", f"127.0.0.1:{self.port}", "--site", "home",
                                "--every", "0.1", "--control-port", "0"], stdout=subprocess.PIPE, text=True)
        self.addCleanup(sim.stdout.close)
        self.addCleanup(sim.wait)
        self.addCleanup(sim.terminate)
        port = int(re.search(r"control 127\.0\.0\.1:(\d+)", sim.stdout.readline()).group(1))
        with socket.create_connection(("127.0.0.1", port)) as control:
            lines = control.makefile("rw")
            for command, answer in [("frozen fridge-1", "ok"), ("frozen oven", "error"), ("nonsense fridge-1", "error"),
                                    ("clock fridge-2 x", "error"), ("back fridge-1", "ok"), ("stat", "{")]:
                lines.write(command + "\n")
                lines.flush()
                self.assertTrue(lines.readline().startswith(answer), command)


if __name__ == "__main__":
    unittest.main()
