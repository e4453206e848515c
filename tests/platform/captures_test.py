"""The captures of good sessions (tests/data/gb28181/captures), read again: each flow is whole, each frame is right.

`tests/platform/record_captures` makes them from a running hub.
"""
import unittest
from pathlib import Path

from peer import film, manscdp, pcap, rtp, sdp, sip

CAPTURES = Path(__file__).resolve().parents[1] / "data" / "gb28181" / "captures"
FLOWS = {
    "register_udp_2016": ["REGISTER", 401, "REGISTER", 200],
    "register_tcp_2022": ["REGISTER", 401, "REGISTER", 200],
    "catalogue_udp_2016": ["MESSAGE", 200, "MESSAGE", 200],
    "play_udp": ["INVITE", 200, "ACK"],
    "play_tcp_passive": ["INVITE", 200, "ACK"],
    "play_tcp_active_2022": ["INVITE", 200, "ACK"],
    "playback_tcp_passive": ["INVITE", 200, "ACK", "INFO", 200],
}
BYTES_MAX = 500_000


class Captures(unittest.TestCase):
    def setUp(self):
        self.packets = {name: pcap.read(CAPTURES / f"{name}.pcap") for name in FLOWS}

    @staticmethod
    def messages(packets: list[pcap.Packet]) -> list[sip.Message]:
        streams, messages, flows = {}, [], signalling_flows(packets)
        for packet in packets:
            if frozenset((packet.source, packet.target)) not in flows:
                continue
            if packet.transport == "udp":
                messages.append(sip.parse(packet.payload))
            else:
                messages += streams.setdefault(packet.source, sip.Stream()).feed(packet.payload)
        return messages

    def test_every_flow_begins_as_its_name_says(self):
        for name, wanted in FLOWS.items():
            with self.subTest(name):
                found = [message.method or message.status for message in self.messages(self.packets[name])]
                found = [one for one in found if one != 100]
                at = iter(found)
                self.assertTrue(all(one in at for one in wanted), found)

    def test_every_body_is_read(self):
        for name, packets in self.packets.items():
            for message in self.messages(packets):
                kind = message.get("Content-Type").lower()
                if kind == manscdp.CONTENT_TYPE.lower():
                    manscdp.parse(message.body)
                elif kind == "application/sdp":
                    self.assertTrue(sdp.parse(message.body).media, name)

    def test_every_frame_of_media_is_a_pack_and_decodes(self):
        for name in [name for name in FLOWS if name.startswith("play")]:
            with self.subTest(name):
                frames = self.frames(name)
                self.assertGreater(len(frames), 10)
                developed = film.develop(frames)
                self.assertEqual(developed.faults, [])
                readings = film.decode(developed, 640)
                self.assertEqual(len(readings), developed.frames)
                self.assertEqual(set(film.steps(readings)), {1})

    def frames(self, name: str) -> list[rtp.Frame]:
        answers = [message for message in self.messages(self.packets[name])
                   if message.status == 200 and message.cseq[1] == "INVITE"]
        assembler, deframer = rtp.Assembler(int(sdp.parse(answers[0].body).ssrc)), rtp.Deframer()
        flows = signalling_flows(self.packets[name])
        for packet in self.packets[name]:
            if frozenset((packet.source, packet.target)) not in flows:
                for data in [packet.payload] if packet.transport == "udp" else deframer.feed(packet.payload):
                    assembler.feed(data, packet.at_s)
        self.assertEqual((assembler.gaps, assembler.foreign, assembler.broken), (0, 0, 0))
        return assembler.frames

    def test_they_are_small_and_of_loopback_only(self):
        self.assertEqual({path.stem for path in CAPTURES.glob("*.pcap")}, set(FLOWS))
        for name, packets in self.packets.items():
            self.assertLess((CAPTURES / f"{name}.pcap").stat().st_size, BYTES_MAX, name)
            for packet in packets:
                self.assertTrue(packet.source[0].startswith("127.") and packet.target[0].startswith("127."), name)


def signalling_flows(packets: list[pcap.Packet]) -> set:
    """The pairs of ends between which SIP goes: their first packet begins with a letter, RTP's with 80 or its length."""
    first = {}
    for packet in packets:
        first.setdefault(frozenset((packet.source, packet.target)), packet.payload[:1].isalpha())
    return {ends for ends, is_sip in first.items() if is_sip}


if __name__ == "__main__":
    unittest.main()
