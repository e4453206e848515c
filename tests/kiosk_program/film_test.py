"""Switching and rotating, proven from films: every presented picture is looked at.

The cameras burn a counter into every picture (docs/camera-sim.md): it says which camera and which moment
of its loop is on the screen. Between two references a cross-fade mixes them, so a counter is read there,
too, but not trusted while both pictures are about equally strong.
"""
import unittest

import numpy as np

import hall
import pictures
from support import areas

CAMERAS = ("cooking", "portioning", "dining")
SCREEN = ("--offscreen", "960x540")
HALF_FADE_S = 0.2  # docs/stage.md: a cross-fade takes 400 ms
BLEND_ERROR_MAX = 0.6  # of the two pictures' difference; a black frame or a third picture is over 1
MOVING_LEVELS = 8  # of 255
BLEND_STEP_BACK_MAX = 0.02  # a blend is a least-squares estimate over moving pictures
# Before a camera's RTCP has told its clock nobody knows how far its two streams are apart: when the main
# stream takes over from the small one, its pictures may be this much older.
TAKE_OVER_S_MAX = 0.5
STALE_S_MAX = 2.0  # beyond it a picture is `delayed`, and these cameras never are
REPEAT_S_MAX = 2.0  # of one and the same picture; 40 ms when the machine is free, which is reported
LOOP_S = areas.LOOP_FRAMES / areas.FPS


class Turn:
    """The pictures of a film from one switch to the next."""

    def __init__(self, area: int, first: int):
        self.area, self.first, self.last = area, first, first


class Shown:
    """What a film shows at the place of the big picture."""

    def __init__(self, film: pictures.Film, place: pictures.Place):
        self.film, self.place = film, place
        self.readings = [film.reading(index, place) for index in range(len(film))]
        self.first = next(index for index, reading in enumerate(self.readings) if reading)
        self.turns = self.find_turns()

    def find_turns(self) -> list[Turn]:
        turns = []
        for index in range(self.first, len(self.readings)):
            reading = self.readings[index]
            # One reading alone, in the middle of a fade, may be luck.
            steady = [r.area for r in self.readings[index:index + 4] if r]
            if reading and len(set(steady)) == 1 and (not turns or turns[-1].area != reading.area):
                turns.append(Turn(reading.area, index))
            turns[-1].last = index
        return turns

    def fades(self) -> list[range]:
        """The frames of each cross-fade, with a few before and after."""
        times, fades = self.film.times_s, []
        for turn in self.turns[1:]:
            middle = times[turn.first]
            first = int(np.searchsorted(times, middle - HALF_FADE_S)) - 2
            last = int(np.searchsorted(times, middle + HALF_FADE_S)) + 2
            fades.append(range(max(first, self.first), min(last + 1, len(times))))
        return fades

    def big(self, index: int) -> np.ndarray:
        return self.place.cut(self.film.rgb(index))

    def trusted(self) -> list[int]:
        """Frames whose counter says what is on the screen: all but those in the middle of a fade."""
        doubtful = set()
        for fade in self.fades():
            old, new = self.big(fade[0]), self.big(fade[-1])
            doubtful |= {index for index in fade if 0.25 < pictures.blend(self.big(index), old, new)[0] < 0.75}
        return [index for index in range(self.first, len(self.film)) if index not in doubtful]

    def lags_s(self, indices) -> dict[int, float]:
        """How far each picture lies behind the newest moment of its camera that was ever on time."""
        phases = {}
        for index in indices:
            reading = self.readings[index]
            phase = (reading.frame / areas.FPS - self.film.times_s[index]) % LOOP_S
            phases.setdefault(reading.area, {})[index] = phase
        lags = {}
        for of_camera in phases.values():
            # A circle: measured against its median, of which most pictures lie within milliseconds.
            around = np.median(np.unwrap(list(of_camera.values()), period=LOOP_S))
            behind = {index: (around - phase + LOOP_S / 2) % LOOP_S - LOOP_S / 2 for index, phase in of_camera.items()}
            newest = min(behind.values())
            lags |= {index: value - newest for index, value in behind.items()}
        return lags


class FilmedTest(hall.HallTest):
    """Films once; each test asks the same film."""

    MODE, KEYS, SECONDS, SWITCH_COUNT, OVERSCAN = "rotate", "", 10, 1, 0.0

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.shown = None

    def setUp(self):
        super().setUp()
        if self.shown is None:
            type(self).shown = self.film()

    def film(self) -> Shown:
        keys = self.folder / "keys"
        keys.write_text(self.KEYS)
        site = self.site(*map(self.cameras.toml, CAMERAS), rotation_s=5, overscan=self.OVERSCAN, farthest_seat_m=10.0)
        kiosk = self.start(site, "--record", str(self.folder / "film"), "--mode", self.MODE, "--keys", str(keys),
                           "--duration", str(self.SECONDS), screen=SCREEN)
        self.assertEqual(kiosk.wait_end(self.SECONDS + 20), 0)
        film = pictures.Film(self.folder / "film")  # stays readable when its folder is gone
        print(f"\n{self.MODE}: {len(film)} pictures in {self.SECONDS} s", end=" ")
        return Shown(film, self.find_place(film))

    def find_place(self, film: pictures.Film) -> pictures.Place:
        return pictures.FULL_SCREEN

    def at(self, index: int) -> str:
        reading = self.shown.readings[index]
        return f"picture {index} at {self.shown.film.times_s[index]:.3f} s shows {reading}"


class Promises:
    """What every film must keep."""

    def test_the_cameras_change_only_at_the_switches(self):
        self.assertEqual(len(self.shown.turns) - 1, self.SWITCH_COUNT,
                         [self.at(turn.first) for turn in self.shown.turns])
        for turn in self.shown.turns:
            for index in range(turn.first, turn.last + 1):
                if index in self.trusted:
                    self.assertEqual(self.shown.readings[index].area, turn.area, self.at(index))

    def test_no_picture_is_black_or_empty(self):
        # A whole picture has its counter; a black one, a ground with words, half a picture have none.
        for index in self.trusted:
            self.assertIsNotNone(self.shown.readings[index], self.at(index))
            self.assertGreater(self.shown.big(index).std(), 15, self.at(index))

    def test_a_fade_blends_both_pictures_from_the_old_to_the_new(self):
        for fade in self.shown.fades():
            old, new = self.shown.big(fade[0]), self.shown.big(fade[-1])
            shares, rests = [], self.rests(fade)
            for index in fade:
                share, error = pictures.blend(self.shown.big(index)[rests], old[rests], new[rests])
                self.assertLess(error, BLEND_ERROR_MAX, self.at(index))
                shares.append(share)
            self.assertGreaterEqual(np.diff(shares).min(), -BLEND_STEP_BACK_MAX, (self.at(fade[0]), shares))
            between = [share for share in shares if 0.1 < share < 0.9]
            self.assertGreaterEqual(len(between), 2, (self.at(fade[0]), shares))

    def rests(self, fade) -> np.ndarray:
        """Marks the parts in which neither camera's picture moves around a fade."""
        around = [fade[0] - 8, fade[0] - 4, fade[0]], [fade[-1], fade[-1] + 4, fade[-1] + 8]
        moving = [np.ptp([self.shown.big(min(index, len(self.shown.film) - 1)) for index in indices], axis=0).max(axis=2)
                  for indices in around]
        rests = np.maximum(*moving) < MOVING_LEVELS
        self.assertGreater(rests.mean(), 0.2, self.at(fade[0]))
        return rests

    def test_a_camera_never_goes_back_in_time(self):
        for turn in self.shown.turns:
            indices = [i for i in self.trusted if turn.first <= i <= turn.last]
            back = []
            for before, after in zip(indices, indices[1:]):
                step = pictures.step(self.shown.readings[before].frame, self.shown.readings[after].frame)
                if step < 0:
                    back.append((before, after))
                    print(f"take-over {step / areas.FPS:.2f} s", end=" ")
                    self.assertLess(-step / areas.FPS, TAKE_OVER_S_MAX, f"{self.at(before)}, {self.at(after)}")
            self.assertLessEqual(len(back), self.TAKE_OVERS, [self.at(after) for _, after in back])

    def test_no_picture_from_before_its_turn_comes_back(self):
        lags = self.shown.lags_s(self.trusted)
        worst = max(lags, key=lags.get)
        print(f"oldest picture {lags[worst]:.2f} s behind", end=" ")
        self.assertLess(lags[worst], STALE_S_MAX, self.at(worst))

    def test_no_picture_stays_on_while_its_camera_runs(self):
        longest_s, since, at = 0.0, self.trusted[0], self.trusted[0]
        for index in self.trusted:
            if self.shown.readings[index] != self.shown.readings[since]:
                since = index
            elif (stays := self.shown.film.times_s[index] - self.shown.film.times_s[since]) > longest_s:
                longest_s, at = stays, since
        gap_s = np.diff(self.shown.film.times_s[self.shown.first:]).max()
        print(f"longest repeat {longest_s:.2f} s, longest pause between pictures {gap_s:.2f} s", end=" ")
        self.assertLess(longest_s, REPEAT_S_MAX, self.at(at))

    @property
    def trusted(self) -> list[int]:
        if not hasattr(self.shown, "kept"):
            self.shown.kept = self.shown.trusted()
        return self.shown.kept


class RotateFilm(Promises, FilmedTest):
    """Two turns by time, three by keys: forwards, back, forwards."""

    SECONDS = 18
    KEYS = "12 right\n14 left\n16 right\n"
    SWITCH_COUNT = 2 + 3
    TAKE_OVERS = 1  # a turn: small tiles show the small stream

    def find_place(self, film):
        first = next(i for i in range(len(film)) if film.times_s[i] > 3.5)
        return pictures.find_big_picture(film, range(first, first + 32, 4))


class SingleFilm(Promises, FilmedTest):
    """Steps of a remote; the cameras stepped to were asleep."""

    MODE, SECONDS, OVERSCAN = "single", 15, 0.1  # the caption above the counter
    TAKE_OVERS = 0  # one stream a turn
    KEYS = "3 right\n6 right\n9 left\n12 channel-up\n"
    SWITCH_COUNT = 4


if __name__ == "__main__":
    unittest.main()
