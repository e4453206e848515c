#include "hub/api/feedback_form.h"

#include <algorithm>
#include <utility>

#include <sodium.h>

#include "core/base/text.h"
#include "native/jpeg_size.h"

namespace sunhall {
namespace {

// 4 characters carry 3 bytes.
constexpr std::size_t kStillCharsMax = (kStillBytesMax + 2) / 3 * 4;
constexpr std::size_t kTimeCharsMax = 40;

tl::unexpected<Error> refuse(const char* what) {
  return fail(ErrorKind::kBadInput, what);
}

/// A text field; empty when it is absent or null.
Result<std::string_view> text_at(const Json& json, const char* key) {
  const auto it = json.find(key);
  if (it == json.end() || it->is_null()) return std::string_view();
  const auto* text = it->get_ptr<const std::string*>();
  if (text == nullptr) return fail(ErrorKind::kBadInput, std::string(key) + ": is no text");
  return std::string_view(*text);
}

/// Line breaks are people's; all other control and invisible characters go.
std::string clean_lines(std::string_view text) {
  std::string all;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string line = clean_line(text.substr(0, end));
    if (!line.empty()) all += (all.empty() ? "" : "\n") + line;
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return all;
}

Result<std::vector<std::uint8_t>> read_still(std::string_view base64) {
  if (base64.empty()) return std::vector<std::uint8_t>();
  if (base64.size() > kStillCharsMax) return refuse("图片太大 · A still has at most 600 KiB");
  std::vector<std::uint8_t> bytes(base64.size() / 4 * 3 + 3);
  std::size_t count = 0;
  const int failed = ::sodium_base642bin(bytes.data(), bytes.size(), base64.data(), base64.size(),
                                         nullptr, &count, nullptr, sodium_base64_VARIANT_ORIGINAL);
  if (failed != 0) return refuse("still: is not base64");
  bytes.resize(count);
  if (const auto size = read_jpeg_size(bytes); !size) return tl::unexpected(size.error());
  return bytes;
}

}  // namespace

Result<FeedbackForm> read_feedback(const Json& json) {
  if (!json.is_object()) return refuse("send an object with a text");
  const auto text = text_at(json, "text");
  const auto camera = text_at(json, "camera");
  const auto time = text_at(json, "picture_time");
  const auto still = text_at(json, "still");
  for (const auto* field : {&text, &camera, &time, &still})
    if (!*field) return tl::unexpected(field->error());

  FeedbackForm form{.text = clean_lines(*text), .camera = {}, .picture_time = {}, .still = {}};
  if (form.text.empty()) return refuse("请先写下意见 · Please write something first");
  if (count_chars(form.text) > kFeedbackCharsMax)
    return refuse("意见最多一千字 · At most 1000 characters");
  if (!camera->empty() && !is_slug(*camera)) return refuse("camera: is no camera's id");
  form.camera = *camera;
  if (!time->empty()) {
    if (time->size() > kTimeCharsMax) return refuse("picture_time: is no time");
    const auto read = parse_rfc3339(*time);
    if (!read) return refuse("picture_time: is no time such as 2026-11-24T11:30:00+08:00");
    form.picture_time = *read;
  }
  auto bytes = read_still(*still);
  if (!bytes) return tl::unexpected(std::move(bytes.error()));
  form.still = std::move(*bytes);
  return form;
}

}  // namespace sunhall
