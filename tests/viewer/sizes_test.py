"""The page with live cameras at the sizes that families have: every mode draws, and nothing complains."""
import os
import unittest

import visitor
from visitor import hall

SIZES = {
    "phone": {"width": 390, "height": 844, "ratio": 3},
    "phone-flat": {"width": 844, "height": 390, "ratio": 3},
    "tablet": {"width": 768, "height": 1024, "ratio": 2},
    "desktop": {"width": 1440, "height": 900, "ratio": 1},
}
BUTTONS = {"records": "records", "meals": "mealtime", "grid": "grid", "watch": "rotate"}  # → mode
LIVE_S = 20
ALL_LIVE = "state.tiles.every((tile) => state.feeds.find((feed) => feed.id === tile.id).state === 'live')"
COMPLAINTS = ("error", "warning", "pageerror")


class Sizes(visitor.PageTest):
    WATCHED = ("storage", "cooking", "portioning", "dining", "washing")

    def shot(self, name: str) -> None:
        """Keeps a screenshot in $SUNHALL_SHOTS for who wants to look."""
        if folder := os.environ.get("SUNHALL_SHOTS"):
            self.visitor.do("shot", file=str(hall.Path(folder) / f"{name}.png"))

    def look(self, name: str, mode: str) -> None:
        self.visitor.wait(f"state.mode === '{mode}' && {ALL_LIVE}", LIVE_S)
        self.shot(f"{name}-{mode}")

    def test_at_every_size_all_pictures_of_every_mode_are_live_and_the_console_is_silent(self):
        for name, size in SIZES.items():
            with self.subTest(name):
                self.visitor.open(self.url, **size)
                for button, mode in BUTTONS.items():
                    self.visitor.press(button)
                    self.look(name, mode)
                big = next(tile for tile in self.visitor.state()["tiles"] if tile["big"])
                left, top, width, height = (side / size["ratio"] for side in big["rect"])
                self.visitor.do("tap", x=left + width / 2, y=top + height / 2)
                self.look(name, "single")

                self.assertEqual([line for line in self.visitor.do("said") if line.startswith(COMPLAINTS)], [])


if __name__ == "__main__":
    unittest.main()
