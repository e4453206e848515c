#include "core/draw/gl_program.h"

#include <doctest/doctest.h>

#include <string_view>
#include <utility>

#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

constexpr const char* kVertex = "void main() { gl_Position = vec4(0.0); }";
constexpr const char* kFragment = "precision highp float; out vec4 c; void main() { c = vec4(1); }";

TEST_CASE("gl program: what compiles links, and has a name") {
  const test::TestScreen screen({64, 64});

  const Result<GlProgram> program = GlProgram::make(kVertex, kFragment);

  REQUIRE_MESSAGE(program.has_value(), program.error().what);
  CHECK(program->id() != 0);
}

TEST_CASE("gl program: the driver's own words tell which shader is wrong") {
  const test::TestScreen screen({64, 64});

  for (const auto& [vertex, fragment] : {std::pair{"nonsense;", kFragment},
                                         std::pair{kVertex, "precision highp float; nonsense;"}}) {
    const Result<GlProgram> program = GlProgram::make(vertex, fragment);

    REQUIRE_FALSE(program.has_value());
    CHECK(program.error().kind == ErrorKind::kUnsupported);
    const std::string_view what = program.error().what;
    CHECK(what.starts_with("shader does not compile: "));
    CHECK(what.find("syntax error") != what.npos);
    CHECK(what.find('\n') == what.npos);
  }
}

TEST_CASE("gl program: shaders that do not fit each other are refused") {
  const test::TestScreen screen({64, 64});

  const Result<GlProgram> program =
      GlProgram::make(kVertex,
                      "precision highp float; in vec2 missing; out vec4 c; void main() { c = "
                      "vec4(missing, 1, 1); }");

  REQUIRE_FALSE(program.has_value());
  CHECK(program.error().kind == ErrorKind::kUnsupported);
}

}  // namespace
}  // namespace sunhall
