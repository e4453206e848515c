#include "kiosk/answer_cache.h"

#include <charconv>
#include <cstdint>
#include <filesystem>
#include <string_view>

#include "native/file.h"

namespace sunhall {

namespace {

constexpr std::size_t kHeadBytesMax = 200;

// FNV-1a with 64 bits: the same in every build, unlike std::hash. It tells addresses apart, no
// more.
std::string hash_text(std::string_view text) {
  std::uint64_t hash = 0xcbf29ce484222325;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
  std::string out(16, '0');
  for (std::size_t i = 16; i-- > 0; hash >>= 4) out[i] = "0123456789abcdef"[hash & 15];
  return out;
}

}  // namespace

AnswerCache::AnswerCache(const std::string& folder, std::string_view kind,
                         const std::string& address, std::size_t bytes_max)
    : file_(folder.empty() ? "" : folder + "/" + std::string(kind)),
      kind_(kind),
      source_(hash_text(address)),
      bytes_max_(bytes_max) {}

std::string AnswerCache::head() const {
  return "sunhall-" + kind_ + " 1 " + source_ + " ";
}

std::optional<CachedAnswer> AnswerCache::load() const {
  if (file_.empty()) return std::nullopt;
  const Result<std::string> text = read_file(file_, bytes_max_ + kHeadBytesMax);
  if (!text || !text->starts_with(head())) return std::nullopt;
  const std::size_t line_end = text->find('\n');
  if (line_end == std::string::npos) return std::nullopt;
  std::int64_t fetched_ms = 0;
  const char* last = text->data() + line_end;
  const auto [end, error] = std::from_chars(text->data() + head().size(), last, fetched_ms);
  if (error != std::errc() || end != last) return std::nullopt;
  return CachedAnswer{text->substr(line_end + 1), WallTime(std::chrono::milliseconds(fetched_ms))};
}

Result<void> AnswerCache::keep(const CachedAnswer& answer) const {
  if (file_.empty()) return {};
  std::error_code error;
  std::filesystem::create_directories(std::filesystem::path(file_).parent_path(), error);
  if (error) return fail(ErrorKind::kUnavailable, file_ + ": " + error.message());
  const std::string line =
      head() + std::to_string(answer.fetched_at.time_since_epoch().count()) + "\n";
  return write_file(file_, line + answer.body, FileAccess::kOwnerOnly);
}

}  // namespace sunhall
