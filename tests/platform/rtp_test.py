"""RTP, its frames over TCP, and the judge of frames: each fault must be counted, or a loss would go unseen."""
import random
import unittest

from peer import film, mux, rtp

SSRC = 1_200_000_01
FRAMES = [mux.frame(bytes([index]) * size, index * 3600, index == 0) for index, size in enumerate((5000, 10, 1388, 70_000))]


def stream() -> list[bytes]:
    packets = []
    for index, frame in enumerate(FRAMES):
        packets += mux.packets(frame, SSRC, (65_530 + len(packets)) % 65536, index * 3600)
    return packets


def assemble(packets: list[bytes]) -> rtp.Assembler:
    assembler = rtp.Assembler(SSRC)
    for packet in packets:
        assembler.feed(packet, 0.0)
    return assembler


class Packets(unittest.TestCase):
    def test_extension_csrc_and_padding_are_no_payload(self):
        head = bytes([0x80 | 0x30 | 1, 0x80 | 96]) + bytes.fromhex("00010000000200000003") + b"csrc" + b"\xbe\xde\0\1ext!"
        packet = rtp.parse(head + b"payload" + b"\0\0\3")
        self.assertEqual((packet.payload, packet.marker, packet.payload_type), (b"payload", True, 96))

    def test_no_truncated_packet_is_taken_for_more_than_it_is(self):
        head = bytes([0x80 | 0x30 | 1, 96]) + bytes(10) + b"csrc" + b"\xbe\xde\0\1ext!"
        for length in range(len(head)):
            with self.assertRaises(rtp.RtpError, msg=length):
                rtp.parse(head[:length])

    def test_the_deframer_gives_the_same_packets_however_the_stream_is_cut(self):
        packets = [bytes([size % 251]) * size for size in (0, 1, 2, 1400, 65_535, 7)]
        data = b"".join(len(packet).to_bytes(2, "big") + packet for packet in packets)
        dice = random.Random(4571)
        for _ in range(50):
            deframer, found, at = rtp.Deframer(), [], 0
            while at < len(data):
                size = dice.choice((1, 2, 3, 1000, 70_000))
                found += deframer.feed(data[at:at + size])
                at += size
            self.assertEqual(found, packets)
        self.assertEqual(rtp.Deframer().feed(data[:-1]), packets[:-1])


class Assembler(unittest.TestCase):
    def test_frames_come_out_as_they_went_in_over_the_sequence_number_s_wrap(self):
        whole = assemble(stream())
        self.assertEqual([frame.data for frame in whole.frames], FRAMES)
        self.assertEqual((whole.gaps, whole.foreign, whole.reordered, whole.without_marker, whole.oversized), (0,) * 5)

    def test_every_single_lost_packet_is_seen(self):
        packets = stream()
        for lost in range(1, len(packets) - 1):
            bent = assemble(packets[:lost] + packets[lost + 1:])
            self.assertEqual(bent.gaps, 1, lost)
            self.assertTrue(any(not frame.whole for frame in bent.frames), lost)

    def test_a_packet_of_another_ssrc_or_type_is_dropped_and_counted(self):
        foreign = assemble([packet[:8] + b"abcd" + packet[12:] for packet in stream()])
        self.assertEqual((foreign.packets, foreign.foreign, foreign.frames), (0, len(stream()), []))
        self.assertEqual(assemble([packet[:1] + b"\x62" + packet[2:] for packet in stream()]).packets, 0)

    def test_a_frame_without_marker_is_counted(self):
        packets = [bytes([packet[0], packet[1] & 0x7F]) + packet[2:] for packet in stream()]
        self.assertEqual(assemble(packets).without_marker, len(FRAMES) - 1)


class Develop(unittest.TestCase):
    def faults(self, *frames: bytes) -> str:
        return " ".join(film.develop([rtp.Frame(0, 0.0, frame) for frame in frames]).faults)

    def test_what_annex_c_forbids_is_named(self):
        key = mux.frame(b"\0\0\1\x67\0\0\1\x68\0\0\1\x65", 0, key=True)
        self.assertEqual(self.faults(key, mux.frame(b"\0\0\1\x41", 3600, key=False)), "")
        self.assertIn("before the first map", self.faults(mux.frame(b"\0\0\1\x41", 0, key=False)))
        self.assertIn("without its parameter sets", self.faults(mux.frame(b"\0\0\1\x65", 0, key=True)))
        self.assertIn("not one pack", self.faults(key + key))
        self.assertIn("does not begin with a pack header", self.faults(key[14:]))
        self.assertIn("without a system header", self.faults(mux.pack_header(0) + mux.stream_map({0xE0: 0x1B})))
        self.assertIn("no PTS", self.faults(key + b"", mux.pack_header(0) + mux.pes(0xE0, b"\0\0\1\x41")))


if __name__ == "__main__":
    unittest.main()
