"""The sample day, moved: current at any hour, and the same judgements as the original."""

import datetime as dt
import json
import pathlib
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SAMPLE = json.loads((ROOT / "config/sample/today.json").read_text(encoding="utf-8"))
HOURS = ["2026-11-24T11:20:00+08:00", "2028-02-29T06:30:00+00:00", "2027-01-31T23:59:00+08:00",
         "2027-03-01T01:00:00-05:00"]
PLANNED = {"kept_until", "ends_at", "until"}  # what may lie ahead; a meal's start, too


def moved(now):
    with tempfile.TemporaryDirectory() as folder:
        output = pathlib.Path(folder) / "deep" / "today.json"
        subprocess.run([ROOT / "tools/sample_today", output, "--now", now], check=True)
        return json.loads(output.read_text(encoding="utf-8"))


def length_s(row, first, last):
    return (dt.datetime.fromisoformat(row[last]) - dt.datetime.fromisoformat(row[first])).seconds


class SampleToday(unittest.TestCase):
    def test_at_its_own_hour_the_sample_is_itself(self):
        self.assertEqual(moved(HOURS[0]), SAMPLE)

    def test_nothing_that_happened_lies_in_the_future_at_any_hour(self):
        for now in HOURS:
            today = moved(now)
            self.assertEqual(today["as_of"], now)
            self.assertEqual(today["date"], now[:10])
            for section, rows in today.items():
                if section in ("meals", "notices") or not isinstance(rows, list):
                    continue
                for row in rows:
                    for key, value in row.items():
                        if not key.endswith(("_at", "_since")) or key in PLANNED | {"shift_starts_at"}:
                            continue
                        with self.subTest(now=now, section=section, key=key):
                            self.assertLessEqual(dt.datetime.fromisoformat(value),
                                                 dt.datetime.fromisoformat(now))

    def test_staff_are_checked_on_the_day_and_before_their_shift_at_any_hour(self):
        for now in HOURS:
            for row in moved(now)["staff_checks"]:
                if "checked_at" in row:
                    self.assertEqual(row["checked_at"][:10], now[:10])
                    self.assertLess(row["checked_at"], row["shift_starts_at"])

    def test_cycles_and_samples_last_as_long_as_before(self):
        for now in HOURS:
            today = moved(now)
            for section, first, last in [("disinfections", "started_at", "ended_at"),
                                         ("food_samples", "taken_at", "kept_until")]:
                for old, new in zip(SAMPLE[section], today[section], strict=True):
                    if last in old:
                        self.assertEqual(length_s(old, first, last), length_s(new, first, last))


if __name__ == "__main__":
    unittest.main()
