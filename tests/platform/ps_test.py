"""The parser of program streams: whatever it lets pass, a broken muxer could send unseen."""
import random
import subprocess
import unittest

from peer import mux, ps


def whole_pack() -> bytes:
    return mux.frame(b"\0\0\0\1\x67video" * 20, 8_589_934_000, key=True, audio=b"\xd5" * 40)


class Crc(unittest.TestCase):
    def test_it_is_the_one_whose_check_value_is_known(self):
        self.assertEqual(ps.crc32_mpeg(b"123456789"), 0x0376E6E7)

    def test_over_data_with_its_own_crc_it_is_zero(self):
        self.assertEqual(ps.crc32_mpeg(mux.stream_map({0xE0: 0x24, 0xC0: 0x90})), 0)


class Parser(unittest.TestCase):
    def test_a_key_frame_is_read_unit_by_unit(self):
        pack, system, stream_map, video, audio = ps.parse(whole_pack())
        self.assertEqual((pack.scr_90k, pack.mux_rate), (8_589_934_000, 6000))
        self.assertEqual(system.streams, (0xE0, 0xC0))
        self.assertEqual([stream_map.codec(sid) for sid in (0xE0, 0xC0, 0xC1)], ["h264", "alaw", None])
        self.assertEqual((video.stream_id, video.pts_90k, video.dts_90k), (0xE0, 8_589_934_000, None))
        self.assertEqual((video.payload, audio.payload), (b"\0\0\0\1\x67video" * 20, b"\xd5" * 40))

    def test_what_ends_before_its_end_is_refused_at_every_length_between_units(self):
        data, ends, at = whole_pack(), set(), 0
        for unit in (mux.pack_header(0), mux.system_header(0xE0, 0xC0), mux.stream_map({0xE0: 0x1B, 0xC0: 0x90}),
                     mux.pes(0xE0, b"\0\0\0\1\x67video" * 20, 0), mux.pes(0xC0, b"\xd5" * 40, 0)):
            at += len(unit)
            ends.add(at)
        self.assertEqual(at, len(data))
        for length in range(1, len(data)):
            if length in ends:
                ps.parse(data[:length])
            else:
                with self.assertRaises(ps.PsError, msg=length):
                    ps.parse(data[:length])

    def test_a_map_with_any_bit_wrong_is_refused(self):
        data = mux.stream_map({0xE0: 0x1B, 0xC0: 0x90})
        for bit in range(32, len(data) * 8):
            bent = bytearray(data)
            bent[bit // 8] ^= 0x80 >> bit % 8
            with self.assertRaises(ps.PsError, msg=bit):
                ps.parse(bytes(bent))

    def test_what_the_standard_forbids_is_refused(self):
        wrong = {
            "PES length 0": b"\0\0\1\xe0\0\0" + b"x" * 20,
            "flags 01": mux.pes(0xE0, b"x", 1).replace(b"\x80\x80\x05", b"\x80\x40\x05"),
            "marker of a PTS": mux.pes(0xE0, b"x", 1)[:13] + b"\0x",
            "header longer than its packet": b"\0\0\1\xe0\0\x04\x80\0\x09x",
            "mux rate 0": mux.pack_header(0)[:10] + b"\0\0\x03\xf8",
            "no start code": b"\0\0\2\xba",
            "slice outside a PES": b"\0\0\1\x01abcdef",
            "stuffing": mux.pack_header(0, 3)[:-1] + b"\0",
        }
        for what, data in wrong.items():
            with self.assertRaises(ps.PsError, msg=what):
                ps.parse(data)

    def test_random_damage_never_does_more_than_be_refused(self):
        dice, data = random.Random(28181), whole_pack()
        for _ in range(3000):
            bent = bytearray(data)
            for _ in range(dice.randint(1, 4)):
                bent[dice.randrange(len(bent))] = dice.randrange(256)
            try:
                ps.parse(bytes(bent))
            except ps.PsError:
                pass

    def test_another_muxers_stream_is_read_with_every_byte_of_its_video(self):
        source = ["ffmpeg", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=64x64:rate=25", "-frames:v", "25",
                  "-c:v", "mpeg2video"]
        plain = subprocess.run([*source, "-f", "mpeg2video", "-"], stdout=subprocess.PIPE, timeout=30, check=True).stdout
        muxed = subprocess.run([*source, "-f", "vob", "-"], stdout=subprocess.PIPE, timeout=30, check=True).stdout
        units = ps.parse(muxed)
        self.assertEqual(b"".join(unit.payload for unit in units if ps.is_video(unit)), plain)
        self.assertIsInstance(units[0], ps.PackHeader)


if __name__ == "__main__":
    unittest.main()
