"""The desk's sources as people read them."""
import unittest
from pathlib import Path

WEB = Path(__file__).resolve().parents[2] / "hub" / "desk" / "web"
COLUMNS_MAX = 140


class Source(unittest.TestCase):
    def test_no_line_of_a_module_is_wider_than_a_screen(self):
        modules = sorted(WEB.rglob("*.js"))
        self.assertGreater(len(modules), 50)
        wide = [f"{path.relative_to(WEB)}:{at}" for path in modules for at, line in enumerate(path.read_text().splitlines(), 1)
                if len(line) > COLUMNS_MAX]
        self.assertEqual(wide, [])


if __name__ == "__main__":
    unittest.main()
