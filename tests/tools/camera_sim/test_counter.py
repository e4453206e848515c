"""The frame counter says what was drawn, or nothing."""
import unittest

import cairo
import numpy as np
import support  # noqa: F401  (finds the packages)
from kitchen import counter


def picture(frame: int, area: int) -> np.ndarray:
    surface = cairo.ImageSurface(cairo.FORMAT_RGB24, 1920, 1080)
    counter.draw(cairo.Context(surface), frame, area)
    surface.flush()
    return np.frombuffer(surface.get_data(), np.uint8).reshape(1080, 1920, 4)[..., 1].copy()


class CounterTest(unittest.TestCase):
    def test_every_bit_pattern_is_read_back(self):
        for bit in range(counter.FRAME_BITS):
            for area in range(8):
                self.assertEqual(counter.read(picture(1 << bit, area)), counter.Reading(1 << bit, area))

    def test_a_dimmed_picture_is_still_read(self):
        self.assertEqual(counter.read(picture(345, 3) // 4 + 20), counter.Reading(345, 3))

    def test_a_tile_inside_a_larger_picture_is_read(self):
        small = picture(1234, 2).reshape(360, 3, 640, 3).mean((1, 3))
        screen = np.full((720, 1280), 90.0)
        screen[100:460, 200:840] = small

        self.assertEqual(counter.read(screen, left=200, top=100, width=640), counter.Reading(1234, 2))

    def test_one_wrong_square_is_no_reading(self):
        for column in range(len(counter.REFERENCES), counter.SQUARES):
            grey = picture(345, 3)
            left = counter.LEFT_PX + column * counter.SQUARE_PX
            square = grey[counter.TOP_PX:counter.TOP_PX + counter.SQUARE_PX, left:left + counter.SQUARE_PX]
            square[:] = 255 - square

            self.assertIsNone(counter.read(grey))

    def test_a_black_or_a_white_picture_is_no_reading(self):
        self.assertIsNone(counter.read(np.zeros((360, 640))))
        self.assertIsNone(counter.read(np.full((360, 640), 255)))


if __name__ == "__main__":
    unittest.main()
