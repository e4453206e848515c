#include "kiosk/stats.h"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>

#include <nlohmann/json.hpp>

#include "native/file.h"

namespace sunhall {

namespace {

using Json = nlohmann::ordered_json;

Json or_null(const std::optional<std::int64_t>& value) {
  return value ? Json(*value) : Json();
}

Json feed_json(const FeedStats& feed) {
  return {{"id", feed.id},
          {"state", feed_state_word(feed.state)},
          {"decoded", feed.decoded_count},
          {"shown", feed.shown_count},
          {"replaced", feed.replaced_count},
          {"age_ms", or_null(feed.age_ms)},
          {"reconnects", feed.reconnect_count},
          {"first_picture_ms", or_null(feed.first_picture_ms)}};
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

ProcessFigures read_process_figures() {
  ProcessFigures figures;
  rusage usage{};
  if (::getrusage(RUSAGE_SELF, &usage) == 0) {
    figures.cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  }
  // proc(5), /proc/pid/statm: total and resident size in pages.
  std::int64_t total = 0;
  std::int64_t resident = 0;
  if (std::ifstream("/proc/self/statm") >> total >> resident) {
    figures.rss_kib = resident * (::sysconf(_SC_PAGESIZE) / 1024);
  }
  return figures;
}

std::string stats_json(const StatsInput& input, const ProcessFigures& process) {
  Json feeds = Json::array();
  for (const FeedStats& feed : input.feeds) feeds.push_back(feed_json(feed));
  const Json all = {{"feeds", std::move(feeds)},
                    {"mode", mode_word(input.mode)},
                    {"presented", input.presented_count},
                    {"cpu_s", process.cpu_s},
                    {"rss_kib", process.rss_kib}};
  // Bytes that are not UTF-8 become replacement characters: figures never fail.
  return all.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Result<void> write_stats(const std::string& path, const StatsInput& input) {
  return write_file(path, stats_json(input, read_process_figures()) + "\n");
}

}  // namespace sunhall
