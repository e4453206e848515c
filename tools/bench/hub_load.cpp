// hub_load HOST PORT PATH VIEWERS SECONDS: so many players at one LL-HLS media playlist, each over
// one connection, with real blocking reloads; tells how late parts arrive. Bounded in viewers and
// time; for the hub on this machine.
#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <boost/asio/awaitable.hpp>
#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>

#include "core/base/time.h"

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = beast::http;
using asio::awaitable;
using asio::use_awaitable;
using tcp = asio::ip::tcp;
using std::chrono::milliseconds;

constexpr int kViewersMax = 2'000;
constexpr int kSeconds_max = 600;
constexpr auto kDeadline = std::chrono::seconds(10);

struct Figures {
  std::vector<double> delays_ms;  // part received, less the moment its last frame came to the hub
  std::uint64_t playlist_count = 0;
  std::uint64_t part_count = 0;
  std::uint64_t bytes = 0;
  std::uint64_t error_count = 0;
};

struct Target {
  tcp::endpoint endpoint;
  std::string host;
  std::string path;    // of the media playlist
  std::string folder;  // of the path, with its slash
  std::chrono::steady_clock::time_point end;
};

struct PartLine {
  std::string uri;
  double end_ms = 0;  // of the day of the Unix epoch: program date and time at the part's end
};

// What one playlist says: its parts with their times, and what the next reload should ask for.
struct Playlist {
  std::vector<PartLine> parts;
  std::uint64_t next_segment = 0;
  std::uint32_t next_part = 0;
};

double number_after(std::string_view line, std::string_view key) {
  const std::size_t at = line.find(key);
  return at == std::string_view::npos ? 0 : std::strtod(line.data() + at + key.size(), nullptr);
}

std::string uri_in(std::string_view line) {
  const std::size_t at = line.find("URI=\"");
  if (at == std::string_view::npos) return {};
  return std::string(line.substr(at + 5, line.find('"', at + 5) - at - 5));
}

double program_time_ms(std::string_view text) {
  const auto time = sunhall::parse_rfc3339(text);
  return time ? static_cast<double>(time->utc.time_since_epoch().count()) : 0;
}

Playlist read_playlist(std::string_view text) {
  Playlist out;
  double at_ms = 0;
  double segment_ms = 0;
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    const std::string line(text.substr(0, end));
    text.remove_prefix(end + 1);
    if (line.starts_with("#EXT-X-MEDIA-SEQUENCE:")) {
      out.next_segment = static_cast<std::uint64_t>(number_after(line, "SEQUENCE:"));
    } else if (line.starts_with("#EXT-X-SKIP:")) {
      out.next_segment += static_cast<std::uint64_t>(number_after(line, "SKIPPED-SEGMENTS="));
    } else if (line.starts_with("#EXT-X-PROGRAM-DATE-TIME:")) {
      at_ms = program_time_ms(std::string_view(line).substr(25));
    } else if (line.starts_with("#EXT-X-PART:")) {
      at_ms += number_after(line, "DURATION=") * 1000;
      out.parts.push_back({uri_in(line), at_ms});
      ++out.next_part;
    } else if (line.starts_with("#EXTINF:")) {
      segment_ms = number_after(line, "#EXTINF:") * 1000;
    } else if (!line.empty() && !line.starts_with('#')) {
      if (out.next_part == 0) at_ms += segment_ms;  // an old segment: without its parts
      ++out.next_segment;
      out.next_part = 0;
    }
  }
  return out;
}

class Viewer {
 public:
  Viewer(asio::io_context& io, const Target& target, Figures& figures)
      : stream_(io), target_(target), figures_(figures) {}

  awaitable<void> watch() {
    try {
      stream_.expires_after(kDeadline);
      co_await stream_.async_connect(target_.endpoint, use_awaitable);
      Playlist list = read_playlist(co_await get(target_.path));
      std::string newest = list.parts.empty() ? "" : list.parts.back().uri;
      while (std::chrono::steady_clock::now() < target_.end) {
        list = read_playlist(co_await get(target_.path +
                                          "?_HLS_msn=" + std::to_string(list.next_segment) +
                                          "&_HLS_part=" + std::to_string(list.next_part)));
        ++figures_.playlist_count;
        co_await fetch_after(list, newest);
        if (!list.parts.empty()) newest = list.parts.back().uri;
      }
    } catch (const std::exception& error) {
      if (figures_.error_count++ == 0) std::fprintf(stderr, "first error: %s\n", error.what());
    }
  }

 private:
  awaitable<void> fetch_after(const Playlist& list, const std::string& newest) {
    const auto known = std::ranges::find(list.parts, newest, &PartLine::uri);
    auto part =
        known == list.parts.end() ? list.parts.end() - (list.parts.empty() ? 0 : 1) : known + 1;
    for (; part != list.parts.end(); ++part) {
      const std::string bytes = co_await get(target_.folder + part->uri);
      const auto now = std::chrono::duration<double, std::milli>(
          std::chrono::system_clock::now().time_since_epoch());
      figures_.delays_ms.push_back(now.count() - part->end_ms);
      ++figures_.part_count;
    }
  }

  awaitable<std::string> get(std::string path) {
    http::request<http::empty_body> request(http::verb::get, path, 11);
    request.set(http::field::host, target_.host);
    stream_.expires_after(kDeadline);
    co_await http::async_write(stream_, request, use_awaitable);
    http::response_parser<http::string_body> parser;
    parser.body_limit(32u << 20);
    co_await http::async_read(stream_, buffer_, parser, use_awaitable);
    if (parser.get().result() != http::status::ok) {
      throw std::runtime_error(path + ": HTTP " + std::to_string(parser.get().result_int()));
    }
    figures_.bytes += parser.get().body().size();
    co_return std::move(parser.get().body());
  }

  beast::tcp_stream stream_;
  beast::flat_buffer buffer_;
  const Target& target_;
  Figures& figures_;
};

double quantile(std::vector<double>& values, double q) {
  if (values.empty()) return 0;
  const auto at =
      values.begin() + static_cast<std::ptrdiff_t>(q * static_cast<double>(values.size() - 1));
  std::nth_element(values.begin(), at, values.end());
  return *at;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 6) {
    std::fprintf(stderr, "usage: hub_load HOST PORT PATH VIEWERS SECONDS\n");
    return 2;
  }
  const int viewer_count = std::clamp(std::atoi(argv[4]), 1, kViewersMax);
  const int seconds = std::clamp(std::atoi(argv[5]), 1, kSeconds_max);
  asio::io_context io(1);
  Target target{.endpoint = {asio::ip::make_address(argv[1]),
                             static_cast<unsigned short>(std::atoi(argv[2]))},
                .host = argv[1],
                .path = argv[3],
                .folder = {},
                .end = std::chrono::steady_clock::now() + std::chrono::seconds(seconds)};
  target.folder = target.path.substr(0, target.path.rfind('/') + 1);
  Figures figures;
  std::vector<std::unique_ptr<Viewer>> viewers;
  for (int i = 0; i < viewer_count; ++i) {
    viewers.push_back(std::make_unique<Viewer>(io, target, figures));
    asio::co_spawn(io, viewers.back()->watch(), asio::detached);
  }
  io.run();
  std::printf("viewers %d, seconds %d, playlists %llu, parts %llu, MB %.1f, errors %llu\n",
              viewer_count, seconds, static_cast<unsigned long long>(figures.playlist_count),
              static_cast<unsigned long long>(figures.part_count),
              static_cast<double>(figures.bytes) / 1e6,
              static_cast<unsigned long long>(figures.error_count));
  std::printf("part delay ms: p50 %.0f, p90 %.0f, p99 %.0f, max %.0f\n",
              quantile(figures.delays_ms, 0.5), quantile(figures.delays_ms, 0.9),
              quantile(figures.delays_ms, 0.99), quantile(figures.delays_ms, 1.0));
  return figures.error_count == 0 ? 0 : 1;
}
