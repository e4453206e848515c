"""Temperatures of a kitchen as functions of the time: the same seed and time always give the same value."""

import hashlib
import math

HOUR_S = 3600
DAY_S = 24 * HOUR_S
# When people open doors (local hours), and when tableware is disinfected.
BUSY_HOURS = {6, 7, 10, 11, 16, 17}
CYCLE_HOURS = (8.0, 13.25, 19.0)


def dice(seed, *what):
    """A number from 0 to 1 that belongs to `what`."""
    digest = hashlib.sha256(":".join(map(str, (seed, *what))).encode()).digest()
    return int.from_bytes(digest[:6], "big") / 2**48


class Curve:
    """One sensor's temperature; `offset_s` is the zone in which its day has its hours."""

    kind = "store"
    every_s = 60

    def __init__(self, seed, offset_s):
        self.seed = seed
        self.offset_s = offset_s

    def noise(self, time):
        return (dice(self.seed, "noise", int(time)) - 0.5) * 0.1

    def local_hours(self, time):
        return (time + self.offset_s) % DAY_S / HOUR_S

    def doors(self, time, height, settle_s):
        """The warmth of doors that were open in the last two hours."""
        warmth = 0.0
        this_hour = int((time + self.offset_s) // HOUR_S)
        for hour in (this_hour - 1, this_hour):
            count = 3 if hour % 24 in BUSY_HOURS else int(dice(self.seed, "doors", hour) * 1.5)
            for number in range(count):
                opened = (hour + dice(self.seed, "opened", hour, number)) * HOUR_S - self.offset_s
                since = time - opened
                if since >= 0:
                    strength = 0.3 + 0.7 * dice(self.seed, "strength", hour, number)
                    warmth += height * strength * min(1.0, since / 60) * math.exp(-since / settle_s)
        return warmth


class Fridge(Curve):
    """A compressor's saw tooth round 4 °C, doors that are opened when people cook."""

    def value(self, time):
        phase = (time / (25 * 60) + dice(self.seed, "phase")) % 1.0
        tooth = phase / 0.6 if phase < 0.6 else (1 - phase) / 0.4
        return 3.2 + 1.6 * tooth + self.doors(time, 2.5, 400) + self.noise(time)


class Freezer(Curve):
    """Round −18 °C, with a defrost every eight hours."""

    def value(self, time):
        tooth = abs((time / (40 * 60)) % 1.0 - 0.5) * 2
        since_defrost = time % (8 * HOUR_S)
        defrost = 4.5 * math.sin(math.pi * since_defrost / 1500) if since_defrost < 1500 else 0.0
        return -19.0 + 1.5 * tooth + defrost + self.doors(time, 1.5, 300) + self.noise(time)


class ColdRoom(Curve):
    """A cold-dish room with an air conditioner."""

    def value(self, time):
        return 20 + 1.5 * math.sin(2 * math.pi * time / (3 * HOUR_S)) + self.noise(time)


class InfraredCabinet(Curve):
    """Three cycles a day: 12 minutes up to 126 °C, 16 minutes there, then cooling."""

    kind = "cabinet"
    every_s = 30
    room_c, hot_c = 26.0, 126.0
    rise_s, hold_s, cool_s = 12 * 60, 16 * 60, 20 * 60

    def value(self, time):
        day = int((time + self.offset_s) // DAY_S)
        starts = [(d * DAY_S + (hour + dice(self.seed, "cycle", d, hour) * 0.3) * HOUR_S) - self.offset_s
                  for d in (day - 1, day) for hour in CYCLE_HOURS]
        begun = [start for start in starts if start <= time]
        since = time - max(begun)
        if since < self.rise_s:
            heat = since / self.rise_s
        elif since < self.rise_s + self.hold_s:
            heat = 1.0 + 0.01 * math.sin(since / 60)
        else:
            heat = math.exp(-(since - self.rise_s - self.hold_s) / self.cool_s)
        return self.room_c + (self.hot_c - self.room_c) * heat + self.noise(time)


KINDS = {"fridge": Fridge, "freezer": Freezer, "cold-room": ColdRoom, "cabinet": InfraredCabinet}


def make_curve(sensor_id, seed, offset_s):
    """The curve whose kind begins the sensor's id: fridge-1, freezer-2, cabinet-1, cold-room."""
    for kind, curve in KINDS.items():
        if sensor_id == kind or sensor_id.startswith(kind + "-"):
            return curve(f"{seed}:{sensor_id}", offset_s)
    raise ValueError(f"{sensor_id} begins with none of {', '.join(KINDS)}")
