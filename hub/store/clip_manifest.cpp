#include "hub/store/clip_manifest.h"

#include <spdlog/fmt/fmt.h>

#include "hub/store/digest.h"

namespace sunhall {
namespace {

/// A JSON string; bytes over 0x7f are UTF-8 already.
std::string json_text(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      json += fmt::format("\\u{:04x}", static_cast<unsigned char>(c));
    } else {
      json += c;
    }
  }
  return json + "\"";
}

std::string time_of(MediaTime time, std::chrono::minutes offset) {
  return json_text(format_rfc3339({to_wall_time(time), offset}));
}

/// `"from": …, "to": …`, to the second for people and to the tick for machines.
std::string span_of(MediaTime from, MediaTime to, std::chrono::minutes offset) {
  return fmt::format("\"from\": {}, \"to\": {}, \"from_90k\": {}, \"to_90k\": {}",
                     time_of(from, offset), time_of(to, offset), from.count(), to.count());
}

template <class Row, class Write>
std::string list_of(const std::vector<Row>& rows, Write write) {
  std::string json = "[";
  for (const Row& row : rows) {
    json += (json.size() == 1 ? "\n    {" : ",\n    {") + write(row) + "}";
  }
  return json + (rows.empty() ? "]" : "\n  ]");
}

}  // namespace

std::string write_manifest(const ClipRequest& request, const Clip& clip) {
  const auto offset = request.offset;
  const std::string files = list_of(clip.files, [&](const ClipFile& file) {
    return fmt::format(
        "\"name\": {}, \"sha256\": {}, \"bytes\": {}, {}, \"codecs\": {}, \"width\": {}, "
        "\"height\": {}",
        json_text(file.name), json_text(file.sha256), file.bytes,
        span_of(file.start, file.end, offset), json_text(file.codecs), file.width, file.height);
  });
  const std::string recordings = list_of(clip.recordings, [&](const StoredRecording& one) {
    const std::string seal = one.is_sealed
                                 ? fmt::format("\"sha256\": {}, \"chain\": {}",
                                               json_text(one.sha256), json_text(one.chain))
                                 : "\"sha256\": null, \"chain\": null";
    const std::string error = one.camera_clock_error_ms ? std::to_string(*one.camera_clock_error_ms)
                                                        : std::string("null");
    return fmt::format("\"path\": {}, {}, \"bytes\": {}, {}, \"camera_clock_error_ms\": {}",
                       json_text(one.path.string()), seal, one.bytes,
                       span_of(one.start, one.end, offset), error);
  });
  const std::string gaps = list_of(clip.gaps, [&](const Coverage& gap) {
    return fmt::format("{}, \"reason\": {}, \"detail\": {}", span_of(gap.from, gap.to, offset),
                       json_text(gap.reason), json_text(gap.detail));
  });
  return fmt::format(
      "{{\n  \"camera\": {},\n  \"stream\": {},\n  {},\n  \"files\": {},\n  \"recordings\": {},\n"
      "  \"gaps\": {}\n}}\n",
      json_text(request.stream.camera),
      request.stream.kind == StreamKind::kMain ? "\"main\"" : "\"sub\"",
      span_of(request.from, request.to, offset), files, recordings, gaps);
}

}  // namespace sunhall
