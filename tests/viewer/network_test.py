"""The families' page on the networks that families have: few bytes, slow lines, none at all."""
import unittest

import visitor
from visitor import hall

BYTES_MAX = 1_000_000     # before the first picture
FIRST_S = 2.0             # on loopback
SLOW = {"mbit": 4, "latency_ms": 80}
SLOW_FIRST_S = 4.0
BUSY = 2.0                # times longer on a machine with more work than cores
RARE = "麤"               # in a slice of its own, and in no word of ours
NOBODYS = "\U0002a6a5"    # 𪚥: no font of ours has it


class Network(visitor.PageTest):
    def test_little_is_fetched_before_the_first_picture_and_it_is_there_soon(self):
        first_s = self.visitor.open(self.url)
        spent = self.visitor.first_bytes
        print(f"\nfirst picture after {first_s:.1f} s and {spent / 1000:.0f} kB", end=" ")
        self.assertLess(spent, BYTES_MAX)
        self.assertLess(first_s, FIRST_S * BUSY)
        twice = [address for address, _ in self.visitor.do("network")["sent"] if address.endswith((".wasm", ".woff2", "/hls.js"))]
        self.assertEqual(len(twice), len(set(twice)), "something was fetched twice")

    def test_on_a_slow_line_the_first_picture_comes_soon_and_stays_live(self):
        first_s = self.visitor.open(self.url, live=2, **SLOW)
        print(f"\nfirst picture after {first_s:.1f} s at 4 Mbit/s, 80 ms", end=" ")
        self.assertLess(first_s, SLOW_FIRST_S * BUSY)

        self.visitor.do("eval", code="new Promise((done) => setTimeout(done, 6000))")

        self.assertNotIn("lost", [feed["state"] for feed in self.visitor.state()["feeds"]])
        self.assertLess(self.visitor.delay_s(), 6)

    def test_slices_of_the_fonts_come_when_a_text_needs_them(self):
        self.visitor.open(self.url)
        self.visitor.wait("document.fonts !== null && state.presented > 3", 5)
        before = set(self.visitor.state()["fonts"]["slices"])

        self.visitor.do("eval", code=f"sunhall.notice('{RARE}{NOBODYS}')")
        self.visitor.wait(f"state.fonts.slices.length > {len(before)} && state.fonts.absent > 0", 10)

        for file, size in self.visitor.do("network")["sent"]:
            if file.endswith(".woff2") and "first-" not in file:
                self.assertLess(size, 120_000, file)

    def test_without_a_network_the_page_says_so_and_comes_back_by_itself(self):
        self.visitor.open(self.url, live=2)

        self.visitor.do("offline", offline=True)
        self.visitor.wait("state.link === 'away'", 5)
        # On the screen, too, although no picture and no touch makes it draw.
        self.visitor.wait("state.feeds.every((feed) => feed.state !== 'live') && state.tiles.every((tile) => tile.marked)", 12)
        self.visitor.do("offline", offline=False)

        self.visitor.wait("state.link === 'up' && state.feeds.every((feed) => feed.state === 'live')", 30)

    def test_a_hub_that_restarts_is_found_again(self):
        self.visitor.open(self.url, live=2)

        self.hub.end()
        self.visitor.wait("state.link === 'away'", 10)
        self.hub.start()

        self.visitor.wait("state.link === 'up' && state.feeds.some((feed) => feed.state === 'live')", 45)

    def test_a_page_that_stays_open_does_not_grow(self):
        self.visitor.open(self.url, live=2)
        self.visitor.do("eval", code="new Promise((done) => setTimeout(done, 5000))")
        early = self.visitor.state()["heap_bytes"]
        self.visitor.do("eval", code="new Promise((done) => setTimeout(done, 15000))")
        self.assertEqual(self.visitor.state()["heap_bytes"], early)

    def test_every_size_of_screen_gets_a_big_live_picture(self):
        for width, height, ratio in ((390, 844, 2), (844, 390, 2), (768, 1024, 1), (1440, 900, 1)):
            with self.subTest(size=f"{width}x{height}"):
                self.visitor.open(self.url, width=width, height=height, ratio=ratio)
                state = self.visitor.state()
                big = next(tile for tile in state["tiles"] if tile["big"])
                self.assertGreater(big["rect"][2], 0.6 * width * ratio, state["tiles"])
                hall.wait_until(lambda: self.visitor.feed(big["id"])["state"] == "live", 5, "the big one to be live")


if __name__ == "__main__":
    unittest.main()
