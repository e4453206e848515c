#include "hub/records/head_file.h"

#include <fcntl.h>
#include <spdlog/fmt/fmt.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>

#include "native/fd.h"
#include "native/file.h"

namespace sunhall {
namespace {

tl::unexpected<Error> failed(const char* act) {
  const ErrorKind kind =
      errno == ENOSPC || errno == EDQUOT ? ErrorKind::kExhausted : ErrorKind::kUnavailable;
  return fail(kind,
              fmt::format("{} records.head: {}", act, std::generic_category().message(errno)));
}

std::optional<ChainHead> parse_line(std::string_view line) {
  const std::size_t seq_at = line.find(' ');
  const std::size_t hash_at = line.rfind(' ');
  if (seq_at == std::string_view::npos || hash_at <= seq_at) return std::nullopt;
  if (!parse_rfc3339(line.substr(0, seq_at))) return std::nullopt;
  ChainHead head;
  const char* const first = line.data() + seq_at + 1;
  const char* const last = line.data() + hash_at;
  const auto [end, error] = std::from_chars(first, last, head.seq);
  const auto hash = parse_digest(line.substr(hash_at + 1));
  if (error != std::errc() || end != last || head.seq < 1 || !hash) return std::nullopt;
  head.hash = *hash;
  return head;
}

}  // namespace

Result<void> HeadFile::note(const ChainHead& head, WallTime now) {
  const Fd opened(::open(file_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0600));
  if (!opened) return failed("open");
  // A line that a power cut left half is marked as such, and must not spoil this one.
  char last = '\n';
  const off_t size = ::lseek(opened.get(), 0, SEEK_END);
  if (size > 0 && ::pread(opened.get(), &last, 1, size - 1) != 1) return failed("read");
  const std::string line = fmt::format("{}{} {} {}\n", last == '\n' ? "" : "?\n",
                                       format_rfc3339({now, {}}), head.seq, to_hex(head.hash));
  if (::write(opened.get(), line.data(), line.size()) != static_cast<ssize_t>(line.size()) ||
      ::fsync(opened.get()) != 0)
    return failed("write");
  return {};
}

Result<std::vector<ChainHead>> HeadFile::read() const {
  std::vector<ChainHead> heads;
  std::error_code ignored;
  if (!std::filesystem::exists(file_, ignored)) return heads;
  const auto text = read_file(file_, kHeadFileBytesMax);
  if (!text) return tl::unexpected<Error>(text.error());
  std::string_view rest = *text;
  for (int number = 1; !rest.empty(); ++number) {
    const std::size_t end = rest.find('\n');
    if (end == std::string_view::npos) break;  // cut off while it was written
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(end + 1);
    if (line.ends_with('?')) continue;
    const auto head = parse_line(line);
    if (!head)
      return fail(ErrorKind::kBadInput, fmt::format("records.head: line {} is no note", number));
    heads.push_back(*head);
  }
  return heads;
}

}  // namespace sunhall
