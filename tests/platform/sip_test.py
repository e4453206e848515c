"""The platform's reader of SIP and SDP: what it must understand, and that nothing broken passes as whole."""
import random
import unittest

from peer import sdp, sip

REQUEST = (b"MESSAGE sip:a@b SIP/2.0\r\nv: SIP/2.0/UDP h:1;branch=z9hG4bK1;rport\r\nf: \"x, <y>\" <sip:1@2>;tag=t\r\n"
           b"t: <sip:3@4>\r\ni: c\r\nCSeq: 7 MESSAGE\r\nSubject: one\r\n  two\r\nl: 4\r\n\r\nbody")


class Messages(unittest.TestCase):
    def test_compact_names_folded_lines_and_quoted_names_are_understood(self):
        message = sip.parse(REQUEST)
        self.assertEqual((message.method, message.uri, message.body), ("MESSAGE", "sip:a@b", b"body"))
        self.assertEqual((message.call_id, message.cseq, message.branch), ("c", (7, "MESSAGE"), "z9hG4bK1"))
        self.assertEqual(message.get("Subject"), "one two")
        self.assertEqual(sip.uri_of(message.get("From")), "sip:1@2")
        self.assertEqual(sip.params_of(message.get("From")), {"tag": "t"})
        self.assertEqual(sip.params_of(message.get("Via"))["rport"], "")

    def test_every_truncation_is_refused(self):
        for length in range(len(REQUEST)):
            with self.assertRaises(sip.SipError, msg=length):
                sip.parse(REQUEST[:length])

    def test_what_was_written_is_read_the_same(self):
        message = sip.parse(REQUEST)
        again = sip.parse(message.write())
        self.assertEqual([header for header in message.headers if header[0] != "Content-Length"],
                         [header for header in again.headers if header[0] != "Content-Length"])
        self.assertEqual(again.body, message.body)

    def test_a_stream_gives_the_same_messages_however_it_is_cut(self):
        response = sip.respond(sip.parse(REQUEST), 200, tag="x").write()
        data, dice = (REQUEST + b"\r\n\r\n" + response) * 3, random.Random(3261)
        for _ in range(200):
            stream, found, at = sip.Stream(), [], 0
            while at < len(data):
                size = dice.choice((1, 2, 30, 200))
                found += stream.feed(data[at:at + size])
                at += size
            self.assertEqual([message.method or message.status for message in found], ["MESSAGE", 200] * 3)
        with self.assertRaises(sip.SipError):
            sip.Stream().feed(REQUEST.replace(b"l: 4\r\n", b""))

    def test_a_response_copies_what_it_must_and_adds_its_tag_once(self):
        response = sip.respond(sip.parse(REQUEST), 200, tag="x")
        self.assertEqual(response.get("To"), "<sip:3@4>;tag=x")
        self.assertEqual(sip.respond(sip.parse(REQUEST.replace(b"<sip:3@4>", b"<sip:3@4>;tag=y")), 200, tag="x").get("To"),
                         "<sip:3@4>;tag=y")


class Descriptions(unittest.TestCase):
    OFFER = sdp.Offer("4" * 20, "5" * 20, "127.0.0.1", 30000, "0200000001", transport="tcp-passive")
    ANSWER = (b"v=0\r\no=4 0 0 IN IP4 127.0.0.2\r\ns=Play\r\nc=IN IP4 127.0.0.2\r\nt=0 0\r\nm=video 9 TCP/RTP/AVP 96\r\n"
              b"a=sendonly\r\na=rtpmap:96 PS/90000\r\na=setup:active\r\ny=0200000001\r\nf=v/2/6///a///\r\n")

    def test_a_right_answer_has_no_fault(self):
        self.assertEqual(sdp.faults_of_answer(self.OFFER, sdp.parse(self.ANSWER)), [])

    def test_each_wrong_line_is_a_fault(self):
        for before, after in ((b"s=Play", b"s=Playback"), (b"a=sendonly", b"a=recvonly"), (b"AVP 96", b"AVP 98"),
                              (b"TCP/RTP", b"RTP"), (b"setup:active", b"setup:passive"), (b"y=0200000001", b"y=0200000002"),
                              (b"t=0 0\r\n", b""), (b"96 PS", b"96 H264"), (b"video 9", b"video 0")):
            self.assertEqual(len(sdp.faults_of_answer(self.OFFER, sdp.parse(self.ANSWER.replace(before, after)))), 1, after)

    def test_an_offer_without_ssrc_wants_one_of_ten_digits(self):
        offer = sdp.Offer("4" * 20, "5" * 20, "127.0.0.1", 30000, None, transport="tcp-passive")
        self.assertEqual(sdp.faults_of_answer(offer, sdp.parse(self.ANSWER)), [])
        self.assertNotEqual(sdp.faults_of_answer(offer, sdp.parse(self.ANSWER.replace(b"y=0200000001\r\n", b""))), [])


if __name__ == "__main__":
    unittest.main()
