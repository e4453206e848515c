"""Who may watch: invitations, their end, their hours, and what a family writes to the canteen."""
import base64
import unittest

import visitor
from visitor import hall

OUT_S = 10.0


class Access(visitor.PageTest):
    def invite(self, **more) -> dict:
        answer = self.hub.post("/api/v1/links", {"name": "张家", **more}, self.hub.token)
        self.assertEqual(answer.status, 201, answer.text)
        return answer.json

    def open_invited(self, link: dict, **how) -> None:
        self.visitor.open(f"{self.hub.url}{link['path']}", **{"headers": visitor.OUTSIDE, **how})

    def card(self) -> str:
        return self.visitor.do("eval", code="document.getElementById('card').hidden ? '' : document.getElementById('card').textContent")

    def wait_card(self, word: str, seconds: float) -> None:
        hall.wait_until(lambda: word in self.card(), seconds, f"a card with {word}", lambda: self.card() + str(self.visitor.do("said")))

    def test_an_invited_family_watches_with_its_name_on_the_picture(self):
        self.open_invited(self.invite(), live=2)

        self.assertEqual(self.card(), "")
        self.assertNotIn("token", self.visitor.do("eval", code="location.href"))
        self.assertEqual(self.visitor.do("eval", code="fetch('/api/v1/me').then((r) => r.json()).then((me) => me.name)"), "张家")

    def test_who_is_not_invited_is_told_kindly(self):
        self.visitor.open(self.url, live=0, headers=visitor.OUTSIDE)
        self.wait_card("需要邀请链接", 10)

    def test_an_invitation_that_has_ended_says_so(self):
        self.visitor.open(f"{self.url}?token=nonsense", live=0, headers=visitor.OUTSIDE)
        self.wait_card("邀请链接已失效", 10)

    def test_a_revoked_family_is_out_within_ten_seconds(self):
        link = self.invite()
        self.open_invited(link)

        self.assertEqual(visitor.house.ask(f"{self.hub.url}/api/v1/links/{link['id']}", self.hub.token, "DELETE").status, 204)

        took_s = self.visitor.wait("state.players.open.length === 0", OUT_S)
        self.wait_card("需要邀请链接", OUT_S - took_s)
        self.assertEqual([feed["state"] for feed in self.visitor.state()["feeds"]], ["idle"] * len(self.WATCHED))
        print(f"\nout after {took_s:.1f} s", end=" ")

    def test_outside_its_hours_a_family_reads_the_records_and_sees_no_video(self):
        # By the hub's clock it is about noon: hall.noon().
        self.open_invited(self.invite(hours=[{"from": "16:00", "to": "17:00"}]), live=0)

        self.wait_card("16:00–17:00", 10)
        self.assertEqual(self.visitor.state()["players"]["open"], [])
        self.visitor.do("click", selector="#card button.chief")
        self.visitor.wait("state.mode === 'records'", 3)

    def test_a_family_that_sees_one_camera_gets_one(self):
        self.open_invited(self.invite(cameras=["dining"]))
        self.assertEqual([feed["id"] for feed in self.visitor.state()["feeds"]], ["dining"])

    def test_what_a_family_writes_reaches_the_manager_with_the_picture(self):
        self.open_invited(self.invite())
        self.visitor.press("feedback")
        self.visitor.do("fill", selector="#card textarea", text="汤很好喝 <b>谢谢</b>")
        self.visitor.do("click", selector="#card input[type=checkbox]")

        self.visitor.do("click", selector="#card button.chief")
        self.wait_card("已发送", 10)

        feedback = self.hub.get("/api/v1/feedback", self.hub.token).json["feedback"][0]
        self.assertEqual(feedback["text"], "汤很好喝 <b>谢谢</b>")
        self.assertIn(feedback["camera"], self.WATCHED)
        still = self.hub.get(f"/api/v1/feedback/{feedback['id']}/still.jpg", self.hub.token).body
        self.assertEqual(still[:2], base64.b16decode("FFD8"))


if __name__ == "__main__":
    unittest.main()
