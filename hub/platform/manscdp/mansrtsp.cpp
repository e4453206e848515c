#include "hub/platform/manscdp/mansrtsp.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <utility>
#include <vector>

namespace sunhall {

namespace {

constexpr std::size_t kCseqBytesMax = 32;
constexpr double kSecondsMax = 400.0 * 86'400.0;  // of a span: over a year is a mistake
constexpr double kScaleMax = 1'000.0;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string lowered(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower);
  return out;
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view kBlank = " \t\r\n";
  const std::size_t first = text.find_first_not_of(kBlank);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(kBlank) - first + 1);
}

std::optional<double> number_of(std::string_view text) {
  double number = 0;
  const auto read =
      std::from_chars(text.data(), text.data() + text.size(), number, std::chars_format::fixed);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return std::isfinite(number) ? std::optional(number) : std::nullopt;
}

tl::unexpected<Error> refuse(const char* what) {
  return fail(ErrorKind::kBadInput, what);
}

// RFC 2326 §3.6: seconds, or hours:minutes:seconds.
std::optional<double> npt_seconds(std::string_view text) {
  double seconds = 0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t colon = text.find(':');
    const auto number = number_of(text.substr(0, colon));
    if (!number || *number < 0) return std::nullopt;
    seconds = seconds * 60 + *number;
    if (seconds > kSecondsMax) return std::nullopt;
    if (colon == std::string_view::npos) return seconds;
    text.remove_prefix(colon + 1);
  }
  return std::nullopt;
}

Result<void> take_range(MansrtspOrder& order, std::string_view value) {
  std::string text = lowered(value);
  std::erase(text, ' ');
  if (!text.starts_with("npt=")) return refuse("a range that is none");
  const std::string_view npt = std::string_view(text).substr(4);
  const std::string_view from = npt.substr(0, npt.find('-'));
  // RFC 2326 §3.6: `now-` goes on where it stands, and so does `-100`, which names an end only.
  if (from == "now" || (from.empty() && !npt.empty())) return {};
  const auto seconds = npt_seconds(from);
  if (!seconds) return refuse("a range that is none");
  order.from_start = std::chrono::milliseconds(std::llround(*seconds * 1000));
  return {};
}

Result<void> take_header(MansrtspOrder& order, std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string name = lowered(trim(line.substr(0, colon)));
  const std::string_view value = trim(line.substr(colon + 1));
  if (name == "cseq") {
    if (value.size() > kCseqBytesMax) return refuse("a CSeq that is none");
    order.cseq = value;
  }
  if (name == "scale") {
    const auto scale = number_of(value);
    if (!scale || std::abs(*scale) > kScaleMax) return refuse("a scale that is none");
    order.scale = scale;
  }
  return name == "range" ? take_range(order, value) : Result<void>();
}

Result<MansrtspOrder> read_request(std::string_view line) {
  using What = MansrtspOrder::What;
  constexpr std::array kVerbs{std::pair{"play", What::kPlay}, std::pair{"pause", What::kPause},
                              std::pair{"teardown", What::kTeardown}};
  const std::string text = lowered(line);
  const std::string verb = text.substr(0, text.find_first_of(" \t"));
  // `PLAY RTSP/1.0`, `PLAY MANSRTSP/1.0`, with an address between them or without.
  if (text.find("rtsp/1.") == std::string::npos) return refuse("no MANSRTSP");
  for (const auto& [word, what] : kVerbs) {
    if (verb == word) {
      MansrtspOrder order;
      order.what = what;
      return order;
    }
  }
  return refuse("neither PLAY, PAUSE nor TEARDOWN");
}

}  // namespace

Result<MansrtspOrder> read_mansrtsp(std::string_view body) {
  if (body.size() > kMansrtspBytesMax) return refuse("the order is too long");
  body = trim(body);
  const std::size_t first_end = std::min(body.find_first_of("\r\n"), body.size());
  Result<MansrtspOrder> order = read_request(body.substr(0, first_end));
  if (!order) return order;
  body.remove_prefix(first_end);
  while (!(body = trim(body)).empty()) {
    const std::size_t end = std::min(body.find_first_of("\r\n"), body.size());
    if (const Result<void> taken = take_header(*order, body.substr(0, end)); !taken) {
      return tl::unexpected(taken.error());
    }
    body.remove_prefix(end);
  }
  return order;
}

std::string write_mansrtsp_answer(const MansrtspOrder& order, bool was_followed) {
  std::string out = was_followed ? "RTSP/1.0 200 OK\r\n" : "RTSP/1.0 400 Bad Request\r\n";
  if (!order.cseq.empty()) out += "CSeq: " + order.cseq + "\r\n";
  return out + "\r\n";
}

}  // namespace sunhall
