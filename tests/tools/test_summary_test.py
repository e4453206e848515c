"""tools/test_summary.py counts what ran, and never calls a crash a pass."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import test_summary  # noqa: E402

DOCTEST_OUTPUT = "[doctest] test cases: 12 | 9 passed | 2 failed | 1 skipped\n[doctest] assertions: 30 | 28 passed | 2 failed |\n"


class TestSummaryTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = Path(folder.name)

    def row(self, status: str, output: str) -> tuple[int, int, int]:
        """Returns (passed, failed, skipped) of one runner that ended so and printed that."""
        path = self.folder / "debug.xml"
        path.write_text(f'<testsuite><testcase name="a_tests" status="{status}" time="1.5">'
                        f"<system-out>{output}</system-out></testcase></testsuite>")
        row = test_summary.read_rows(path)[0]
        self.assertEqual((row.build, row.runner, row.seconds), ("debug", "a_tests", 1.5))
        return row.passed, row.failed, row.skipped

    def test_cases_of_doctest_are_counted(self):
        self.assertEqual(self.row("fail", DOCTEST_OUTPUT), (9, 2, 1))

    def test_colours_do_not_hide_the_count(self):
        coloured = "[0;36m[doctest] [0mtest cases: 2 | [0;32m2 passed[0m | [0m0 failed[0m | [0m0 skipped[0m"

        self.assertEqual(self.row("run", coloured), (2, 0, 0))

    def test_cases_of_unittest_are_counted(self):
        self.assertEqual(self.row("run", "Ran 17 tests in 0.04s\n\nOK (skipped=2)\n"), (15, 0, 2))
        self.assertEqual(self.row("fail", "Ran 5 tests in 1s\n\nFAILED (failures=1, errors=1)\n"), (3, 2, 0))

    def test_a_crash_after_a_good_summary_is_one_failure(self):
        self.assertEqual(self.row("fail", "[doctest] test cases: 3 | 3 passed | 0 failed | 0 skipped"), (3, 1, 0))

    def test_a_runner_that_died_silently_is_one_failure(self):
        self.assertEqual(self.row("fail", ""), (0, 1, 0))

    def test_a_runner_that_was_not_found_is_one_failure(self):
        self.assertEqual(self.row("notrun", ""), (0, 1, 0))

    def test_a_silent_program_that_ends_well_is_one_pass(self):
        self.assertEqual(self.row("run", "fine\n"), (1, 0, 0))

    def test_a_failure_says_which_case_and_where(self):
        said = ("=====\n../a_test.cpp:7:\nTEST CASE:  a: counts\n\n../a_test.cpp:9: ERROR: CHECK( n == 0 ) is NOT correct!\n"
                "  values: CHECK( 1 == 0 )\n")
        raced = "WARNING: ThreadSanitizer: data race (pid=7)\n" * 3
        erred = "ERROR: test_it (a.B)\nTraceback (most recent call last):\n  File\nAssertionError: 1 != 2\n"

        self.assertEqual(test_summary.failure_words(said),
                         ("TEST CASE:  a: counts", "../a_test.cpp:9: ERROR: CHECK( n == 0 ) is NOT correct!", "values: CHECK( 1 == 0 )"))
        self.assertEqual(test_summary.failure_words(raced), ("WARNING: ThreadSanitizer: data race (pid=7)",))
        self.assertEqual(test_summary.failure_words(erred), ("ERROR: test_it (a.B)", "AssertionError: 1 != 2"))
        self.assertLessEqual(len(test_summary.failure_words("\n".join(f"FAIL: test_{i}" for i in range(99)))), test_summary.WORDS_MAX)

    def test_a_failed_step_counts_and_a_test_step_only_when_no_test_says_why(self):
        steps = self.folder / "steps.tsv"
        steps.write_text("check\tTidy\tpassed\t200\ncheck\tBuild web\tfailed\t3000\n"
                         "tests:debug\tTest debug\tfailed\t10\ntests:asan\tTest asan\tfailed\t10\n")
        failed_test = test_summary.Row("debug", "a_tests", 3, 1, 0, 1.0)

        rows = test_summary.read_steps(steps, [failed_test])

        self.assertEqual([(row.runner, row.passed, row.failed) for row in rows],
                         [("Tidy", 1, 0), ("Build web", 0, 1), ("Test asan", 0, 1)])


if __name__ == "__main__":
    unittest.main()
