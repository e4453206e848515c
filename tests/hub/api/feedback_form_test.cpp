#include "hub/api/feedback_form.h"

#include <doctest/doctest.h>

#include "tests/support/made_jpeg.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

Result<FeedbackForm> read(const std::string& text) {
  const auto json = parse_json(text, text.size());
  if (!json) return tl::unexpected(json.error());
  return read_feedback(*json);
}

std::string with_still(const std::vector<std::uint8_t>& still) {
  return R"({"text": "好", "still": ")" + to_base64(still) + "\"}";
}

std::string repeat(std::string_view word, std::size_t count) {
  std::string all;
  for (std::size_t i = 0; i < count; ++i) all += word;
  return all;
}

}  // namespace

TEST_CASE("feedback form: text, camera, time and still are read") {
  const auto jpeg = make_jpeg(640, 360);
  const auto form = read(R"({"text": "  汤很好 \n\n谢谢​  ", "camera": "dining",)"
                         R"( "picture_time": "2026-11-24T11:30:00+08:00", "still": ")" +
                         to_base64(jpeg) + "\"}");
  REQUIRE(form);
  CHECK(form->text == "汤很好\n谢谢");
  CHECK(form->camera == "dining");
  REQUIRE(form->picture_time);
  CHECK(format_rfc3339(*form->picture_time) == "2026-11-24T11:30:00+08:00");
  CHECK(form->still == jpeg);

  const auto least = read(R"({"text": "好", "camera": null})");
  REQUIRE(least);
  CHECK(least->camera.empty());
  CHECK(least->still.empty());
  CHECK_FALSE(least->picture_time);
}

TEST_CASE("feedback form: a text has one to a thousand characters, and says so in two languages") {
  CHECK(read(R"({"text": ")" + repeat("字", kFeedbackCharsMax) + "\"}"));
  const auto long_one = read(R"({"text": ")" + repeat("字", kFeedbackCharsMax + 1) + "\"}");
  REQUIRE_FALSE(long_one);
  CHECK(long_one.error().what == "意见最多一千字 · At most 1000 characters");
  for (const char* text : {R"({"text": " \n "})", R"({"text": ""})", "{}", R"({"text": null})"}) {
    const auto empty = read(text);
    REQUIRE_FALSE(empty);
    CHECK(empty.error().what.find("请先写下意见") != std::string::npos);
  }
}

TEST_CASE("feedback form: what is no text, camera, time or JPEG is refused") {
  for (const char* text :
       {"[]", "3", R"({"text": 3})", R"({"text": "好", "camera": "../etc"})",
        R"({"text": "好", "picture_time": "noon"})", R"({"text": "好", "still": "!"})",
        R"({"text": "好", "still": "AAAA"})", R"({"text": "好", "still": {}})"})
    CHECK_FALSE(read(text));
  CHECK_FALSE(read(with_still(make_jpeg(9000, 9))));
}

TEST_CASE("feedback form: a still has at most 600 KiB") {
  const std::size_t frame = make_jpeg(640, 360, 0).size();
  CHECK(read(with_still(make_jpeg(640, 360, kStillBytesMax - frame))));
  CHECK_FALSE(read(with_still(make_jpeg(640, 360, kStillBytesMax - frame + 3))));
}

TEST_CASE("feedback form: cut off at any length it is refused, as a whole and in its still") {
  const auto jpeg = make_jpeg(640, 360);
  const std::string whole = with_still(jpeg);
  REQUIRE(read(whole));
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK_FALSE(read(whole.substr(0, length)));
  const std::string base64 = to_base64(jpeg);
  for (std::size_t length = 1; length < base64.size(); ++length)
    CHECK_FALSE(read(R"({"text": "好", "still": ")" + base64.substr(0, length) + "\"}"));
}
