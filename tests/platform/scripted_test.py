"""The platform against a small scripted device: what it sees, what it must not let pass, what it survives."""
import tempfile
import unittest
from pathlib import Path

from peer import film, manscdp, pcap, personality, sip
from peer.relay import Relay
from peer.scripted import Scripted
from peer.station import DROP, Platform

CHANNEL = "42070000001320000001"


def item(device: str, name: str, parent: str) -> str:
    return f"<Item><DeviceID>{device}</DeviceID><Name>{name}</Name><ParentID>{parent}</ParentID><Status>ON</Status></Item>"


class ScriptedTest(unittest.TestCase):
    def start(self, kind: personality.Personality = personality.STRICT_2016, **options) -> tuple[Platform, Scripted]:
        platform = Platform(kind)
        self.addCleanup(platform.close)
        device = Scripted((platform.host, platform.port), kind.transport, upper_nc=kind.upper_nc, **options)
        self.addCleanup(device.close)
        return platform, device


class Registration(ScriptedTest):
    def test_every_personality_registers_who_has_the_password_and_nobody_else(self):
        for kind in personality.ALL:
            with self.subTest(kind.name):
                platform, device = self.start(kind)
                self.assertEqual(device.register().status, 401)
                answer = device.log_in()
                self.assertEqual((answer.status, answer.get("Expires")), (200, "3600"))
                self.assertRegex(answer.get("Date"), r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}$")
                self.assertEqual(answer.get("X-GB-Ver"), kind.version)
                self.assertEqual(platform.devices[device.id].contact, f"<sip:{device.id}@{device.host}:{device.port}>")
                self.assertEqual(platform.complaints, [])
                device.password = "other"
                if not kind.renews_by_call_id:
                    self.assertEqual(device.log_in().status, kind.refusal)

    def test_zero_unregisters_and_a_short_time_is_423(self):
        platform, device = self.start()
        answer = device.log_in(60)
        self.assertEqual((answer.status, answer.get("Min-Expires")), (423, "3600"))
        device.log_in()
        self.assertEqual(device.log_in(0).status, 200)
        self.assertEqual((platform.devices, platform.registrar.unregistered), ({}, [device.id]))

    def test_wvp_s_renewal_by_call_id_needs_no_digest_and_no_expires_is_400(self):
        platform, device = self.start(personality.WVP_LIKE)
        self.assertEqual(device.register(None).status, 400)
        device.log_in()
        self.assertEqual(device.register().status, 200)
        self.assertEqual(platform.devices[device.id].registers, 2)

    def test_a_rule_may_refuse_and_drop_and_a_retransmission_is_answered_the_same(self):
        platform, device = self.start()
        platform.rules.append(lambda message, route: sip.respond(message, 503))
        message = device.request("REGISTER", device.call_id)
        first = device.exchange(message)
        platform.rules[:] = [lambda message, route: DROP]
        again = device.exchange(message)
        self.assertEqual((first.write(), platform.transactions.duplicates), (again.write(), 1))
        with self.assertRaises(AssertionError):
            device.exchange(device.request("REGISTER"), 0.3)

    def test_a_stranger_s_keepalive_is_refused_and_the_nat_s_new_port_is_followed(self):
        platform = Platform()
        self.addCleanup(platform.close)
        relay = Relay((platform.host, platform.port))
        self.addCleanup(relay.close)
        device = Scripted((relay.host, relay.port))
        self.addCleanup(device.close)
        self.assertEqual(device.notify("Keepalive", Status="OK").status, 403)
        device.log_in()
        before = platform.devices[device.id].route.address
        relay.rebind()
        self.assertEqual(device.notify("Keepalive", Status="OK").status, 200)
        self.assertNotEqual(platform.devices[device.id].route.address, before)
        self.assertEqual(platform.catalogue(device.id).items, [])
        relay.cut()
        with self.assertRaises(AssertionError):
            device.exchange(device.request("REGISTER"), 0.5)
        relay.mend()
        self.assertEqual(device.notify("Keepalive", Status="OK").status, 200)


    def test_a_line_over_tcp_is_cut_by_refusal_and_by_a_forgetful_nat(self):
        platform = Platform(personality.TCP_2022)
        self.addCleanup(platform.close)
        relay = Relay((platform.host, platform.port))
        self.addCleanup(relay.close)
        for cut, mend in ((lambda: relay.cut("refused"), relay.mend), (relay.rebind, lambda: None)):
            device = Scripted((relay.host, relay.port), "tcp")
            self.addCleanup(device.close)
            self.assertEqual(device.log_in().status, 200)
            cut()
            platform.wait(lambda: not platform.devices, 5, "the platform to see the connection gone")
            mend()


class Bodies(ScriptedTest):
    def test_a_catalogue_comes_in_batches_with_its_chinese_names(self):
        for kind in (personality.STRICT_2016, personality.TCP_2022):
            platform, device = self.start(kind)
            device.log_in()
            device.charset = kind.charset
            names = ["烹饪区", "就餐区", "洗消间"] + (["㐂乐餐厅"] if kind.charset == "GB18030" else [])
            device.catalogue = [item(f"4207000000132000000{index}", name, device.id) for index, name in enumerate(names)]
            batches = platform.catalogue(device.id)
            self.assertEqual([one["Name"] for one in batches.items], names)
            self.assertEqual(batches.batch_sizes, [2, 1 + (kind.charset == "GB18030")])
            self.assertEqual(manscdp.tree_faults(batches.items, device.id), [])
            self.assertEqual(platform.complaints, [])

    def test_what_is_wrong_with_a_tree_is_named(self):
        items = [{"DeviceID": "1" * 20, "Name": "a", "ParentID": "2" * 20}, {"DeviceID": "12", "Name": "", "ParentID": "1" * 20},
                 {"DeviceID": "12", "Name": "b", "ParentID": "9" * 20}]
        told = " ".join(manscdp.tree_faults(items, "2" * 20))
        for words in ("12 twice", "DeviceID '12'", "12 has no name", f"parent '{'9' * 20}'"):
            self.assertIn(words, told)

    def test_a_body_in_another_character_set_than_declared_is_a_complaint(self):
        platform, device = self.start()
        device.log_in()
        message = device.request("MESSAGE").add("Content-Type", manscdp.CONTENT_TYPE)
        message.body = manscdp.write("Notify", "Keepalive", 1, device.id, "UTF-8", Status="餐").replace(b"UTF-8", b"GB2312")
        device.exchange(message)
        self.assertIn("declared GB2312", platform.complaints[0])

    def test_an_alarm_is_answered_by_the_platform_s_own_message(self):
        platform, device = self.start()
        device.log_in()
        device.notify("Alarm", AlarmPriority=4, AlarmMethod=2)
        platform.wait(lambda: "MESSAGE" in device.heard, 5, "the response to the alarm")
        self.assertEqual(platform.heard[-1].body.text("AlarmMethod"), "2")

    def test_sloppy_headers_are_complained_of(self):
        platform, device = self.start()
        message = sip.Message("REGISTER", "sip:x@y").add("Via", f"SIP/2.0/UDP {device.host}:{device.port};branch=1")
        message.add("From", "<sip:1@2>").add("To", "<sip:3@2>").add("Call-ID", "a").add("CSeq", "1 REGISTER").add("Route", "<sip:p>")
        device.exchange(message)
        told = " ".join(platform.complaints)
        for words in ("branch", "rport", "Max-Forwards", "tag in From", "Route", "From and To", "Contact", "Expires", "X-GB-Ver"):
            self.assertIn(words, told)


class Calls(ScriptedTest):
    def test_frames_arrive_over_udp_and_tcp_until_bye(self):
        for transport in ("udp", "tcp-passive"):
            platform, device = self.start()
            device.log_in()
            call = platform.invite(device.id, CHANNEL, transport=transport)
            self.addCleanup(call.media.close)
            self.assertEqual(call.status, 200)
            frames = call.media.wait_frames(25, 5)
            developed = film.develop(frames[:21])
            self.assertEqual((developed.frames, developed.keyframes, developed.codec), (21, 3, "h264"))
            self.assertEqual(developed.faults + call.media.faults() + platform.complaints, [])
            call.bye()
            self.assertGreater(call.media.silence_s(0.3), 0.2)

    def test_a_lost_ack_stays_lost(self):
        platform, device = self.start()
        device.log_in()
        call = platform.invite(device.id, CHANNEL, ack=False)
        self.addCleanup(call.media.close)
        self.assertEqual((call.status, call.acks, device.acks.is_set()), (200, 0, False))

    def test_a_capture_holds_what_went_over_the_wire(self):
        platform, device = self.start()
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "x.pcap"
            writer = pcap.Writer(path)
            writer.tap_signalling(platform)
            device.log_in()
            call = platform.invite(device.id, CHANNEL, transport="tcp-passive")
            writer.tap_media(call.media)
            call.media.wait_frames(5, 5)
            call.close()
            writer.close()
            packets = pcap.read(path)
        first = sip.parse(packets[0].payload)
        self.assertEqual((first.method, packets[0].source, packets[0].transport), ("REGISTER", (device.host, device.port), "udp"))
        self.assertTrue(any(packet.transport == "tcp" for packet in packets))


if __name__ == "__main__":
    unittest.main()
