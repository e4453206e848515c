"""tools/tidy.py finds what it promises to find, and leaves alone what is right."""

import sys
import tempfile
import unittest
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "tools"))
import tidy  # noqa: E402


class TidyTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = Path(self.folder.name)

    def findings(self, files: dict[str, str]) -> list[str]:
        """Writes these files and returns `path:line: rule` of each finding."""
        for path, text in files.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).write_text(text, encoding="utf-8")
        return [f"{found.path}:{found.line}: {found.rule}" for found in tidy.check(self.root, sorted(files))]

    def test_a_file_of_400_lines_passes_and_one_of_401_does_not(self):
        found = self.findings({"core/base/a.cpp": "\n" * 400, "core/base/b.cpp": "\n" * 401})

        self.assertEqual(found, ["core/base/b.cpp:401: file-length"])

    def test_a_long_data_file_is_no_code(self):
        self.assertEqual(self.findings({"tests/data/day.json": "\n" * 900}), [])

    def test_a_function_of_61_lines_is_named_by_its_first_line(self):
        body = "  step();\n" * 59
        found = self.findings({
            "kiosk/a.cpp": f"namespace x {{\n\nvoid A::run(int a) const noexcept {{\n{body}}}\n\nint ok() {{\n{body[10:]}}}\n}}\n"})

        self.assertEqual(found, ["kiosk/a.cpp:3: function-length"])

    def test_a_constructor_with_members_and_a_test_case_are_functions(self):
        body = "  step();\n" * 60
        found = self.findings({
            "kiosk/a.cpp": f"A::A(int b) : b_(b), c_{{b}} {{\n{body}}}\n",
            "tests/kiosk/a_test.cpp": f'TEST_CASE("a: {{ is no brace") {{\n{body}}}\n'})

        self.assertEqual(found, ["kiosk/a.cpp:1: function-length", "tests/kiosk/a_test.cpp:1: function-length"])

    def test_a_long_class_or_table_is_no_long_function(self):
        found = self.findings({
            "kiosk/a.cpp": "struct A {\n" + "  int b;\n" * 90 + "};\n",
            "kiosk/b.cpp": "constexpr int kTable[] = {\n" + "  1,\n" * 90 + "};\n",
            "kiosk/c.cpp": "int f(K k) {\n switch (k) {\n" + "  case K::a:\n   return 1;\n" * 50 + " }\n}\n"})

        self.assertEqual(found, [])

    def test_a_long_python_function_is_found(self):
        found = self.findings({"tools/a.py": "def f():\n" + "    g()\n" * 60})

        self.assertEqual(found, ["tools/a.py:1: function-length"])

    def test_includes_point_one_way(self):
        header = "#pragma once\n"
        found = self.findings({
            "core/base/a.h": header, "core/stage/b.h": header, "native/c.h": header, "kiosk/d.h": header,
            "hub/e.h": header + '#include "native/c.h"\n#include "core/base/a.h"\n',
            "hub/f.cpp": '#include "kiosk/d.h"\n',
            "core/model/g.cpp": '#include "core/base/a.h"\n#include "core/stage/b.h"\n',
            "native/h.cpp": '#include "core/stage/b.h"\n',
            "kiosk/i.cpp": '#include "hub/e.h"\n#include "core/stage/b.h"\n#include "native/c.h"\n'})

        self.assertEqual(found, [
            "core/model/g.cpp:2: include-direction", "hub/f.cpp:1: include-direction",
            "kiosk/i.cpp:1: include-direction", "native/h.cpp:1: include-direction"])

    def test_a_quoted_include_is_a_file_of_ours_or_made_from_one(self):
        found = self.findings({
            "kiosk/a.cpp": '#include "b.h"\n#include "kiosk/made.h"\n#include "imgui.h"\n#include "kiosk/gone.h"\n',
            "kiosk/b.h": "#pragma once\n", "kiosk/made.h.in": ""})

        self.assertEqual(found, ["kiosk/a.cpp:1: include-path", "kiosk/a.cpp:4: include-path"])

    def test_core_has_no_clock_file_thread_or_socket(self):
        for line in ("#include <thread>", "#include <fstream>", "#include <sys/socket.h>",
                     "auto t = std::chrono::steady_clock::now();", "auto* f = fopen(path, mode);",
                     'const char* home = std::getenv("HOME");'):
            with self.subTest(line):
                self.assertEqual(self.findings({"core/model/a.cpp": line + "\n"}), ["core/model/a.cpp:1: purity"])

    def test_a_clock_is_welcome_outside_core_and_in_words(self):
        found = self.findings({
            "native/a.cpp": "#include <thread>\nauto t = std::chrono::steady_clock::now();\n",
            "core/base/b.cpp": '// not steady_clock::now\nauto s = "getenv(HOME)";\nauto n = 1\'000 + reopen(x);\n'})

        self.assertEqual(found, [])

    def test_a_header_without_pragma_once_is_found(self):
        self.assertEqual(self.findings({"kiosk/a.h": "int f();\n"}), ["kiosk/a.h:1: pragma-once"])

    def test_a_path_that_does_not_exist_is_found_in_comments_and_documents(self):
        found = self.findings({
            "core/base/a.h": "// As in core/base/b.h and core/base/a.h\n#pragma once\n",
            "docs/a.md": "See `core/base/a.{h,cpp}`, core/base/*.h, core/base/a and docs/gone.md.\n",
            "tools/a.py": '# docs/lost.md\nx = "docs/word.md"\n'})

        self.assertEqual(found, ["core/base/a.h:1: dead-path", "docs/a.md:1: dead-path", "docs/a.md:1: dead-path",
                                 "tools/a.py:1: dead-path"])

    def test_addresses_and_folders_of_later_are_no_dead_paths(self):
        found = self.findings({"docs/a.md": "http://192.0.2.1/docs/x, hub/ingest comes later, docs/NAME.md stands for many, build/release, and/or.\n"})

        self.assertEqual(found, [])

    def test_a_dead_link_is_found(self):
        found = self.findings({"README.md": "[a](docs/a.md) [b](docs/b.md#part) [c](https://example.org)\n",
                               "docs/a.md": "[up](../README.md)\n"})

        self.assertEqual(found, ["README.md:1: dead-path", "README.md:1: dead-link"])

    def test_machine_paths_and_unfinished_marks_are_found(self):
        found = self.findings({"README.md": "cd /wor" "k/main\nTO" "DO: more\n/usr/share is fine\n"})

        self.assertEqual(found, ["README.md:1: machine-path", "README.md:2: unfinished"])

    def test_a_test_stands_where_its_noun_stands(self):
        found = self.findings({
            "core/base/a.h": "#pragma once\n", "tests/core/base/a_test.cpp": "", "tests/core/base/b_test.cpp": "",
            "tools/setup": "#!/bin/bash\n", "tests/tools/setup_test.py": "", "tests/tools/gone_test.py": ""})

        self.assertEqual(found, ["tests/core/base/b_test.cpp:1: mirror", "tests/tools/gone_test.py:1: mirror"])

    def test_this_repository_is_listed(self):
        root = Path(tidy.__file__).resolve().parents[1]

        self.assertIn("tools/tidy.py", tidy.repository_files(root))


if __name__ == "__main__":
    unittest.main()
