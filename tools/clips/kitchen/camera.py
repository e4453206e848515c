"""A surveillance camera's view: perspective with a little of the barrel distortion of a cheap wide lens."""
import math

import numpy as np

from .areas import MAIN_PX

BARREL = 0.07  # at the corners, as a share of their distance from the centre


class Camera:
    """Projects metres (x right, y away from the viewer, z up) to pixels of the 1920x1080 picture."""

    def __init__(self, eye, target, fov_deg: float = 78):
        self.eye = np.array(eye, float)
        forward = np.array(target, float) - self.eye
        self.forward = forward / np.linalg.norm(forward)
        right = np.cross(self.forward, (0, 0, 1))
        self.right = right / np.linalg.norm(right)
        self.up = np.cross(self.right, self.forward)
        self.focal = MAIN_PX[0] / 2 / math.tan(math.radians(fov_deg) / 2)
        self.corner = math.hypot(*MAIN_PX) / 2

    def depth(self, point) -> float:
        """Measures how far a point lies along the line of sight, in metres."""
        return max(float(np.dot(np.asarray(point, float) - self.eye, self.forward)), 0.05)

    def scale(self, point) -> float:
        """Answers how many pixels a metre covers there."""
        return self.focal / self.depth(point)

    def project(self, point) -> tuple[float, float]:
        """Answers the pixel of a point; points behind the camera land far outside."""
        offset = np.asarray(point, float) - self.eye
        depth = max(float(np.dot(offset, self.forward)), 0.05)
        x = float(np.dot(offset, self.right)) / depth * self.focal
        y = -float(np.dot(offset, self.up)) / depth * self.focal
        bend = 1 - BARREL * min((x * x + y * y) / self.corner**2, 1.6)
        return MAIN_PX[0] / 2 + x * bend, MAIN_PX[1] / 2 + y * bend

    def line(self, a, b, steps: int = 10) -> list[tuple[float, float]]:
        """Projects a straight edge as the slightly bent row of pixels it becomes."""
        a, b = np.asarray(a, float), np.asarray(b, float)
        return [self.project(a + (b - a) * i / steps) for i in range(steps + 1)]
