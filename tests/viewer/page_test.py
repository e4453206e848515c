"""The families' page in a real browser, before a real hub and simulated cameras: what is on it is true."""
import time
import unittest

import visitor
from visitor import hall, house

TRUTH_S = 5.0
MARGIN_S = 2.0   # a machine with more work than cores
DELAY_S_MAX = 2.5
NEW_S = 8.0      # until a closed player shows a new picture


class Page(visitor.PageTest):
    def test_the_picture_moves_and_is_young(self):
        self.visitor.open(self.url, live=2, **visitor.DESKTOP)
        self.visitor.do("eval", code="new Promise((done) => setTimeout(done, 3000))")  # players catch up by and by

        readings = [reading for _ in range(30) if (reading := self.visitor.counter("washing"))]
        areas = {reading["area"] for reading in readings}
        frames = [reading["frame"] for reading in readings]

        self.assertEqual(areas, {4}, "the counter of washing is not on its tile")
        self.assertGreater(len(set(frames)), 5, frames)
        washing = house.CameraClock(self.cameras.at("washing-sub"))
        late_s = sorted(washing.age_s(reading["frame"], reading["at_ms"] / 1000) for reading in readings)[len(readings) // 2]
        told_s = self.visitor.delay_s()
        print(f"\ndelay {late_s:.2f} s by the counter on the screen, {told_s:.2f} s by the playlist", end=" ")
        self.assertLess(late_s, DELAY_S_MAX)

    def test_the_days_records_are_read_by_who_cannot_see(self):
        self.visitor.open(self.url)
        self.visitor.wait("document.getElementById('mirror').textContent.length > 500", 10)

        text = self.visitor.text()
        for ingredient in self.today["ingredients"]:
            self.assertIn(ingredient["name"], text)
        tree = self.visitor.do("tree")
        self.assertIn("heading", {role for role, _ in tree})
        names = " ".join(str(name) for _, name in tree)
        for word in ("食材来源", "餐具消毒", "dining", "合格"):
            self.assertIn(word, names)
        self.assertIn(["button", "今日公示"], tree)

    def test_a_killed_camera_is_no_longer_called_live_within_five_seconds(self):
        self.visitor.open(self.url, live=2)
        self.addCleanup(self.cameras.tell, "back", "dining")

        self.cameras.tell("drop", "dining")

        took_s = self.visitor.wait_state("dining", ("delayed", "lost"), TRUTH_S)
        lost_s = took_s + self.visitor.wait_state("dining", ("lost",), TRUTH_S)
        print(f"\nnot live after {took_s:.1f} s, lost after {lost_s:.1f} s", end=" ")
        self.assertIn("中断", self.visitor.do("eval", code="document.getElementById('alerts').textContent") + self.visitor.text())
        self.cameras.tell("back", "dining")
        self.visitor.wait_state("dining", ("live",), 20)

    def test_a_frozen_camera_is_called_still_and_a_moving_one_is_not(self):
        self.visitor.open(self.url, live=2)
        self.addCleanup(self.cameras.tell, "back", "dining")

        self.cameras.tell("freeze", "dining")

        took_s = self.visitor.wait_state("dining", ("still",), TRUTH_S + DELAY_S_MAX + MARGIN_S)
        print(f"\nstill after {took_s:.1f} s", end=" ")
        self.assertEqual(self.visitor.feed("washing")["state"], "live")
        self.cameras.tell("back", "dining")
        self.visitor.wait_state("dining", ("live",), 20)

    def test_a_hidden_page_closes_its_players_and_shows_only_new_pictures_afterwards(self):
        self.visitor.open(self.url, live=2)

        self.visitor.do("hide", hidden=True)
        hidden = self.visitor.state()
        time.sleep(2)
        later = self.visitor.state()
        self.visitor.do("hide", hidden=False)
        self.visitor.wait("state.feeds.some((feed) => feed.state === 'opening' || feed.state === 'live')", 2)
        shown = self.visitor.state()

        self.assertEqual(hidden["players"]["open"], [])
        self.assertEqual(later["presented"], hidden["presented"], "a hidden page draws")
        self.assertNotIn("live", [feed["state"] for feed in shown["feeds"] if feed["pictures"] == later["feeds"][0]["pictures"]])
        self.visitor.wait("state.feeds.filter((feed) => feed.state === 'live').length >= 2", NEW_S)
        self.assertLess(self.visitor.delay_s(), 6)

    def test_a_tapped_camera_becomes_the_big_one(self):
        self.visitor.open(self.url, live=2)
        small = next(tile for tile in self.visitor.state()["tiles"] if not tile["big"])
        left, top, width, height = (side / visitor.PHONE["ratio"] for side in small["rect"])

        self.visitor.do("tap", x=left + width / 2, y=top + height / 2)

        self.visitor.wait(f"state.tiles.find((tile) => tile.big).id === '{small['id']}'", 3)

    def test_the_big_picture_comes_from_the_main_stream_and_small_ones_do_not(self):
        self.visitor.open(self.url, live=2, **visitor.DESKTOP)

        self.visitor.wait("state.feeds.find((feed) => feed.id === state.tiles.find((tile) => tile.big).id).shown === 'main'", 10)

        small = next(tile["id"] for tile in self.visitor.state()["tiles"] if not tile["big"])
        self.assertEqual(self.visitor.feed(small)["shown"], "sub")
        self.assertFalse(self.visitor.feed(small)["main"])

    def test_records_alone_cost_next_to_no_frames_and_play_nothing(self):
        self.visitor.open(self.url)
        self.visitor.press("records")
        self.visitor.wait("state.mode === 'records' && state.players.open.length === 0", 5)
        before = self.visitor.state()["drawn"]

        time.sleep(5)

        self.assertLessEqual(self.visitor.state()["drawn"] - before, 6)

    def test_keys_and_text_size_work_and_are_remembered(self):
        self.visitor.open(self.url)

        self.visitor.do("key", key="+")
        self.visitor.wait("state.text_percent > 100", 3)
        chosen = self.visitor.state()["text_percent"]
        self.visitor.do("reload")
        self.visitor.do("wait", code="window.sunhall?.state().presented > 0", seconds=visitor.OPEN_S)

        self.assertEqual(self.visitor.state()["text_percent"], chosen)

    def test_a_lost_context_comes_back_with_pictures(self):
        self.visitor.open(self.url)

        self.visitor.do("eval", code="window.gpu = sunhall.context(), gpu.loseContext()")
        self.visitor.wait("!state.painter", 3)
        self.visitor.do("eval", code="gpu.restoreContext()")
        self.visitor.wait("state.painter", 5)

        hall.wait_until(lambda: self.visitor.counter("washing"), 5, "a counter on the canvas")

    def test_a_browser_without_webgl_2_gets_the_plain_page(self):
        self.visitor.open(self.url, live=0, broken="delete window.WebGL2RenderingContext")

        self.visitor.do("wait", code="location.pathname === '/plain'", seconds=5)

        self.assertIn("食材来源", self.visitor.do("eval", code="document.body.textContent"))


if __name__ == "__main__":
    unittest.main()
