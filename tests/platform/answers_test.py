"""What a hub answers when platforms ask: catalogue, state, records, controls, subscriptions."""
import datetime as dt
import time
import unittest

import district
from district import NAMES, Place, hall, local_text
from peer import manscdp, personality, sip

CAMERAS = ("storage", "cooking", "portioning", "dining", "washing")


class Answers(district.PlatformTest):
    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.share_district(Place("old", personality.STRICT_2016, "42070401"), Place("new", personality.TCP_2022, "42070402"),
                           cameras=CAMERAS)
        for place in cls.places:
            place.registered()
        cls.hub.wait_live()
        cls.live_since = dt.datetime.now(dt.timezone.utc)

    def test_the_catalogue_is_a_tree_of_device_group_areas_and_cameras_with_chinese_names(self):
        for place in self.places:
            with self.subTest(place.word):
                batches = place.platform.catalogue(place.device)
                items = {one["DeviceID"]: one for one in batches.items}
                self.assertEqual(manscdp.tree_faults(batches.items, place.device), [])
                self.assertEqual(batches.total, len(items))
                numbers = place.numbers
                for camera in CAMERAS:
                    item = items[numbers.channels[camera]]
                    self.assertEqual((item["Name"], item["Status"], item["Parental"]), (NAMES[camera], "ON", "0"))
                    area = numbers.areas[hall.AREAS[camera]]
                    self.assertIn(area, item["ParentID"].split("/"))
                    self.assertEqual(item.get("BusinessGroupID"), numbers.group)
                    self.assertRegex(item.get("CivilCode", ""), r"^420704")
                    for name in ("Manufacturer", "Model", "Address", "RegisterWay", "Secrecy"):
                        self.assertIn(name, item)
                for area in numbers.areas.values():
                    self.assertEqual((items[area]["ParentID"].split("/")[0], items[area]["BusinessGroupID"]),
                                     (numbers.group, numbers.group))
                self.assertEqual(items[numbers.group]["ParentID"], place.device)

    def test_one_channel_s_catalogue_is_that_channel_and_nobody_s_is_empty(self):
        place = self.places[0]
        one = place.numbers.channels["cooking"]
        items = place.platform.ask_batches(place.device, "Catalog", "DeviceList", of=one).items
        self.assertEqual([item["DeviceID"] for item in items], [one])
        nobody = place.numbers.prefix + "471329999999"
        batches = place.platform.ask_batches(place.device, "Catalog", "DeviceList", of=nobody)
        self.assertEqual((batches.total, batches.batch_sizes), (0, []))

    def test_device_information_and_state_name_what_is_there(self):
        for place in self.places:
            with self.subTest(place.word):
                info = place.platform.ask(place.device, "DeviceInfo")
                self.assertEqual((info.text("Result"), info.device), ("OK", place.device))
                self.assertEqual(info.text("Channel"), str(len(CAMERAS)))
                for name in ("DeviceName", "Manufacturer", "Model", "Firmware"):
                    self.assertTrue(info.text(name), name)
                state = place.platform.ask(place.device, "DeviceStatus")
                self.assertEqual((state.text("Result"), state.text("Online"), state.text("Status")), ("OK", "ONLINE", "OK"))
                told = dt.datetime.fromisoformat(state.text("DeviceTime")).replace(tzinfo=district.ZONE)
                self.assertLess(abs((told - dt.datetime.now(dt.timezone.utc)).total_seconds()), 3)

    def test_records_are_those_of_the_asked_camera_and_time(self):
        for place in self.places:
            with self.subTest(place.word):
                channel = place.numbers.channels["dining"]
                end = dt.datetime.now(dt.timezone.utc) + dt.timedelta(seconds=60)
                begin = end - dt.timedelta(hours=1)

                def found():
                    return place.platform.ask_batches(  # noqa: B023
                        place.device, "RecordInfo", "RecordList", of=channel,  # noqa: B023
                        StartTime=local_text(begin), EndTime=local_text(end), Type="all", Secrecy=0).items  # noqa: B023
                items = hall.wait_until(found, 20, "a record", self.hub.told)
                self.assertEqual({item["DeviceID"] for item in items}, {channel})
                first = dt.datetime.fromisoformat(items[0]["StartTime"]).replace(tzinfo=district.ZONE)
                self.assertLess(abs((first - self.live_since).total_seconds()), 25)
                for item in items:
                    self.assertRegex(item["StartTime"] + item["EndTime"], r"^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d){2}$")
                    self.assertLessEqual(item["StartTime"], item["EndTime"])
                    self.assertIn(item["Type"], ("time", "alarm", "manual"))
                none = place.platform.ask_batches(place.device, "RecordInfo", "RecordList", of=channel, Type="all",
                                                  StartTime="2020-01-01T00:00:00", EndTime="2020-01-02T00:00:00")
                self.assertEqual((none.total, none.items), (0, []))

    def test_what_is_unknown_or_refused_gets_an_error_and_never_silence(self):
        place = self.places[0]
        self.assertTrue(place.platform.ask(place.device, "ConfigDownload", ConfigType="BasicParam").text("Result"))
        for kind, command, extra in (("Query", "CruiseTrackListQuery", ""), ("Query", "MadeUpByNobody", ""),
                                     ("Control", "DeviceControl", "<TeleBoot>Boot</TeleBoot>"),
                                     ("Control", "DeviceControl", "<PTZCmd>A50F01021F0000D6</PTZCmd>")):
            body = place.platform.ask(place.device, command, kind=kind, extra=extra, of=place.numbers.channels["dining"]
                                      if "PTZ" in extra else "")
            self.assertEqual(body.text("Result"), "ERROR", command + extra)

    def test_both_spellings_of_the_key_frame_command_are_understood(self):
        place = self.places[0]
        for word in ("IFameCmd", "IFrameCmd"):
            place.platform.tell(place.device, "DeviceControl", "Control", of=place.numbers.channels["dining"],
                                extra=f"<{word}>Send</{word}>")

    def test_a_subscription_ends_when_its_time_is_set_to_zero(self):
        place = self.places[1]
        device, ours = place.platform.devices[place.device], place.platform
        request = ours.request("SUBSCRIBE", device).add("Event", "Catalog;id=7").add("Expires", 600)
        request.add("Contact", f"<sip:{ours.id}@{ours.host}:{ours.port}>").add("Content-Type", manscdp.CONTENT_TYPE)
        request.body = manscdp.write("Query", "Catalog", 991, place.device, "GB18030")
        accepted = ours.transactions.request(request, device.route).final()
        self.assertEqual(accepted.status, 200)
        again = sip.Message("SUBSCRIBE", request.uri, headers=[
            (name, value) for name, value in request.headers if name not in ("To", "CSeq", "Expires", "Via")], body=request.body)
        again.headers.insert(0, ("Via", request.get("Via").replace(request.branch, request.branch + "2")))
        again.add("To", accepted.get("To")).add("CSeq", f"{request.cseq[0] + 1} SUBSCRIBE").add("Expires", 0)
        self.assertRegex(ours.wait_notice(request.call_id, 5).message.get("Subscription-State"), r"^active")
        since = time.monotonic()
        self.assertEqual(ours.transactions.request(again, device.route).final().status, 200)
        last = ours.wait_notice(request.call_id, 5, since)
        self.assertRegex(last.message.get("Subscription-State"), r"^terminated")


if __name__ == "__main__":
    unittest.main()
