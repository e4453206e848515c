// Texts whose characters arrive later, or never.
#include "core/draw/fonts.h"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>
#include <string>

#include "tests/support/bent_font.h"
#include "tests/support/test_screen.h"

namespace sunhall {
namespace {

using test::BentFont;
using test::TestScreen;

constexpr Size kScreen = {400, 120};
constexpr const char* kLost = "厨";

Scene say(const std::string& words) {
  Scene scene;
  scene.screen = kScreen;
  scene.safe = {0, 0, 400, 120};
  scene.text.body = 64;
  scene.empty_text = words;  // regular, in the middle
  return scene;
}

/// Where the ink of a picture is.
struct Ink {
  int left = kScreen.width, right = 0, top = kScreen.height, bottom = 0;
  int pixel_count = 0;

  friend bool operator==(const Ink&, const Ink&) = default;
};

Ink ink_of(const RgbaImage& image, int from_x = 0, int to_x = kScreen.width) {
  Ink ink;
  for (int y = 0; y < image.height; ++y) {
    for (int x = from_x; x < to_x; ++x) {
      const auto at = static_cast<std::size_t>(4 * (y * image.width + x));
      if (image.pixels[at] > 128) continue;
      ink.left = std::min(ink.left, x);
      ink.right = std::max(ink.right, x);
      ink.top = std::min(ink.top, y);
      ink.bottom = std::max(ink.bottom, y);
      ++ink.pixel_count;
    }
  }
  return ink;
}

/// The hall's fonts, and the same with 厨 taken out of both weights.
struct Shelf {
  Shelf() {
    REQUIRE(regular.drop(U'厨'));
    REQUIRE(bold.drop(U'厨'));
  }
  FontSet poor() const { return {regular.get(), bold.get()}; }

  FontFiles files = *FontFiles::open();
  BentFont regular{files.set().regular};
  BentFont bold{files.set().bold};
};

TEST_CASE("fonts: a character that no font has is told once, with its weight") {
  const Shelf shelf;
  TestScreen screen(kScreen, shelf.poor());

  screen.draw(say("厨房厨"));
  const std::vector<MissingGlyph> first = screen.painter().take_missing();
  screen.draw(say("厨"));
  screen.draw(say("厨房"));

  CHECK(first == std::vector<MissingGlyph>{{Weight::kRegular, U'厨'}});
  CHECK(screen.painter().take_missing().empty());
}

TEST_CASE("fonts: until its slice is there a hanzi's place is kept empty") {
  const Shelf shelf;
  TestScreen poor(kScreen, shelf.poor());
  TestScreen rich(kScreen);

  const RgbaImage without = poor.draw(say("厨房"));
  const RgbaImage with = rich.draw(say("厨房"));

  CHECK(ink_of(without, 0, 200).pixel_count == 0);   // no box, no question mark
  CHECK(ink_of(without, 200) == ink_of(with, 200));  // and 房 stands still
}

TEST_CASE("fonts: a slice that arrives is drawn in the next frame, at every size") {
  const Shelf shelf;
  TestScreen screen(kScreen, shelf.poor());
  TestScreen rich(kScreen);
  Scene small = say("厨房");
  small.text.body = 31;
  screen.draw(say("厨房"));
  screen.draw(small);

  REQUIRE(screen.painter().add_font(Weight::kRegular, shelf.files.set().regular).has_value());

  CHECK(ink_of(screen.draw(say("厨房"))) == ink_of(rich.draw(say("厨房"))));
  CHECK(ink_of(screen.draw(small)) == ink_of(rich.draw(small)));
  CHECK(screen.painter().take_missing() ==
        std::vector<MissingGlyph>{});  // it came before anybody was told
}

TEST_CASE("fonts: a character that its slice came without is told once more") {
  const Shelf shelf;
  TestScreen screen(kScreen, shelf.poor());
  screen.draw(say("厨"));
  screen.painter().take_missing();

  REQUIRE(screen.painter().add_font(Weight::kRegular, shelf.poor().regular).has_value());

  CHECK(screen.painter().take_missing() == std::vector<MissingGlyph>{{Weight::kRegular, U'厨'}});
  CHECK(screen.painter().take_missing().empty());
}

TEST_CASE("fonts: a slice of other proportions comes out as large as its neighbours") {
  const Shelf shelf;
  BentFont tall(shelf.files.set().regular);
  tall.raise_ascent(400);
  TestScreen screen(kScreen, shelf.poor());
  TestScreen rich(kScreen);
  screen.draw(say("厨"));

  REQUIRE(screen.painter().add_font(Weight::kRegular, tall.get()).has_value());
  const Ink got = ink_of(screen.draw(say("厨")));
  const Ink want = ink_of(rich.draw(say("厨")));

  CHECK(std::abs(got.left - want.left) <= 1);
  CHECK(std::abs(got.right - want.right) <= 1);
  CHECK(std::abs(got.top - want.top) <= 1);
  CHECK(std::abs(got.bottom - want.bottom) <= 1);
}

TEST_CASE("fonts: what nobody has is a box, and a later slice still wins") {
  const Shelf shelf;
  TestScreen screen(kScreen, shelf.poor());
  TestScreen rich(kScreen);
  screen.draw(say("厨"));

  screen.painter().give_up(Weight::kRegular, U'厨');
  const Ink box = ink_of(screen.draw(say("厨")));
  REQUIRE(screen.painter().add_font(Weight::kRegular, shelf.files.set().regular).has_value());
  const Ink glyph = ink_of(screen.draw(say("厨")));

  CHECK(box == ink_of(rich.draw(say("□"))));
  CHECK(glyph == ink_of(rich.draw(say("厨"))));
}

TEST_CASE("fonts: a character that is there cannot be given up") {
  TestScreen screen(kScreen);
  const Ink before = ink_of(screen.draw(say("房")));

  screen.painter().give_up(Weight::kRegular, U'房');
  screen.painter().give_up(Weight::kRegular, 0xFFFFFFFF);

  CHECK(ink_of(screen.draw(say("房"))) == before);
}

TEST_CASE("fonts: a whole font shows a box at once, since nothing will follow") {
  const Shelf shelf;
  FontSet whole = shelf.poor();
  whole.whole = true;
  TestScreen screen(kScreen, whole);
  TestScreen rich(kScreen);

  CHECK(ink_of(screen.draw(say(kLost))) == ink_of(rich.draw(say("□"))));
}

TEST_CASE("fonts: a slice that is cut off anywhere is refused, and the text stays") {
  const Shelf shelf;
  TestScreen screen(kScreen, shelf.poor());
  const Ink before = ink_of(screen.draw(say("房")));
  const std::span<const std::byte> whole = shelf.files.set().regular.bytes;

  for (const std::size_t length : {0U, 1U, 3U, 4U, 11U, 12U, 40U, 300U, 4096U}) {
    CAPTURE(length);
    const Result<void> added =
        screen.painter().add_font(Weight::kRegular, {whole.first(length), 0});
    REQUIRE_FALSE(added.has_value());
    CHECK(added.error().kind == ErrorKind::kBadInput);
  }

  CHECK(ink_of(screen.draw(say("房"))) == before);
}

TEST_CASE("fonts: a font without the signs for what is missing is refused") {
  const FontFiles files = *FontFiles::open();
  BentFont font(files.set().regular);
  REQUIRE(font.drop(U'□'));
  const TestScreen screen(kScreen);  // for its context

  const Result<Painter> painter = Painter::open({font.get(), files.set().bold}, 1);

  REQUIRE_FALSE(painter.has_value());
  CHECK(painter.error().kind == ErrorKind::kBadInput);
}

}  // namespace
}  // namespace sunhall
