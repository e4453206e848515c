// `sunhall-hub check` and `sunhall-hub clip`.
#include <unistd.h>

#include <algorithm>
#include <cinttypes>
#include <cstdio>
#include <memory>
#include <string>

#include "hub/commands.h"
#include "hub/records/verify.h"
#include "hub/store/check.h"
#include "hub/store/clip.h"
#include "native/clock.h"

namespace sunhall {

namespace {

constexpr std::uint64_t kProgressFiles = 100;  // a line for so many, where there is no terminal

int refuse(const Error& error) {
  std::fprintf(stderr, "sunhall-hub: %s\n", error.what.c_str());
  return error.kind == ErrorKind::kBadInput ? hub_exit::kBadInput : hub_exit::kFailed;
}

// On a terminal one line that changes; in a log a line now and then.
bool show_progress(const CheckProgress& progress) {
  const bool is_terminal = ::isatty(STDERR_FILENO) == 1;
  const bool is_last = progress.file_count == progress.file_total;
  if (!is_terminal && progress.file_count % kProgressFiles != 0 && !is_last) return true;
  std::fprintf(stderr, "%s%" PRIu64 " / %" PRIu64 " 个文件 files, %.1f GB%s",
               is_terminal ? "\r" : "", progress.file_count, progress.file_total,
               static_cast<double>(progress.bytes) / 1e9, is_terminal && !is_last ? "" : "\n");
  return true;
}

void print_clip(const Clip& clip, const ZonedTime& zone) {
  const auto text = [&](MediaTime time) {
    return format_rfc3339({to_wall_time(time), zone.offset});
  };
  for (const ClipFile& file : clip.files) {
    std::printf("%s  %s – %s  %d×%d\n", file.name.c_str(), text(file.start).c_str(),
                text(file.end).c_str(), file.width, file.height);
  }
  for (const Coverage& gap : clip.gaps) {
    std::printf("无录像 missing  %s – %s  %s\n", text(gap.from).c_str(), text(gap.to).c_str(),
                gap.detail.empty() ? gap.reason.c_str() : gap.detail.c_str());
  }
}

}  // namespace

namespace {

int check_recordings(const std::filesystem::path& store) {
  const Result<CheckReport> report = check_store(store, &show_progress);
  if (!report) return refuse(report.error());
  for (const StoreFinding& finding : report->findings) {
    std::printf("✗ %s: %s\n", finding.path.c_str(), finding.what.c_str());
  }
  std::printf("核对了 %" PRIu64 " 个文件、%" PRIu64 " 段，发现 %" PRIu64
              " 处问题\n"
              "checked %" PRIu64 " files, %" PRIu64 " segments (%" PRIu64
              " files still being written), %" PRIu64 " findings\n",
              report->file_count, report->segment_count, report->finding_count, report->file_count,
              report->segment_count, report->open_count, report->finding_count);
  return report->finding_count == 0 ? hub_exit::kOk : hub_exit::kFailed;
}

int check_records(const std::filesystem::path& data) {
  const Result<VerifyReport> report =
      verify_records(data, {}, [](std::uint64_t, std::uint64_t) { return true; });
  if (!report) return refuse(report.error());
  for (const RecordFinding& finding : report->findings) {
    std::printf("✗ %s: %s\n", finding.place.c_str(), finding.what.c_str());
  }
  std::printf("核对了 %" PRIu64 " 条记录、%" PRIu64 " 张照片、%" PRIu64 " 个读数，发现 %" PRIu64
              " 处问题\n"
              "checked %" PRIu64 " records, %" PRIu64 " photos, %" PRIu64 " readings, %" PRIu64
              " findings\n"
              "链尾 the chain ends at %" PRId64 " %s\n",
              report->entry_count, report->photo_count, report->reading_count,
              report->finding_count, report->entry_count, report->photo_count,
              report->reading_count, report->finding_count, report->head.seq,
              to_hex(report->head.hash).c_str());
  return report->finding_count == 0 ? hub_exit::kOk : hub_exit::kFailed;
}

}  // namespace

int do_command(const CheckOptions& options) {
  int code = hub_exit::kOk;
  if (!options.store.empty()) code = check_recordings(options.store);
  if (options.data.empty() || code == hub_exit::kBadInput) return code;
  const int of_records = check_records(options.data);
  return of_records == hub_exit::kOk ? code : of_records;
}

int do_command(const ClipOptions& options) {
  Result<std::unique_ptr<Archive>> archive = Archive::open(options.store);
  if (!archive) return refuse(archive.error());
  const ZonedTime now = SystemClock().now().wall;
  const Result<Clip> clip = export_clip(**archive, {.stream = options.stream,
                                                    .from = to_media_time(options.from),
                                                    .to = to_media_time(options.to),
                                                    .folder = options.out,
                                                    .offset = now.offset});
  if (!clip) return refuse(clip.error());
  print_clip(*clip, now);
  std::printf("已导出 exported: %s\n验证 verify: cd %s && sha256sum -c SHA256SUMS\n",
              options.out.c_str(), options.out.c_str());
  return hub_exit::kOk;
}

}  // namespace sunhall
