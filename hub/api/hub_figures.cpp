#include "hub/api/hub_figures.h"

#include <sys/resource.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace sunhall {
namespace {

std::uint64_t count_entries(const char* folder) {
  std::error_code error;
  const std::filesystem::directory_iterator entries(folder, error);
  if (error) return 0;
  return static_cast<std::uint64_t>(std::distance(begin(entries), end(entries)));
}

// proc(5), /proc/[pid]/statm: the second number is the resident set in pages.
std::uint64_t read_rss_bytes() {
  std::ifstream file("/proc/self/statm");
  std::uint64_t total_pages = 0;
  std::uint64_t resident_pages = 0;
  file >> total_pages >> resident_pages;
  return resident_pages * static_cast<std::uint64_t>(::sysconf(_SC_PAGESIZE));
}

double seconds(const ::timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

}  // namespace

ProcessFigures read_process_figures() {
  ::rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return {.rss_bytes = read_rss_bytes(),
          .cpu_s = seconds(usage.ru_utime) + seconds(usage.ru_stime),
          .descriptor_count = count_entries("/proc/self/fd"),
          .thread_count = count_entries("/proc/self/task")};
}

StoreFigures store_figures(const StoreStatus& status) {
  return {.is_writing = status.state == StoreState::kRecording,
          .trouble = status.trouble,
          .days_kept = status.days_kept,
          .days_fit = status.days_fit,
          .disk_bytes = status.space.total_bytes,
          .disk_free_bytes = status.space.free_bytes,
          .bytes_per_day = status.bytes_per_day,
          .dropped_part_count = status.dropped_part_count};
}

}  // namespace sunhall
