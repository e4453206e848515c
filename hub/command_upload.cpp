// `sunhall-hub upload`.
#include <cinttypes>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include "core/base/text.h"
#include "hub/commands.h"
#include "hub/upload/dry_run.h"
#include "hub/upload/plan_file.h"
#include "hub/upload/queue_schema.h"
#include "hub/upload/upload_queue.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

namespace {

constexpr std::size_t kRefusedShown = 200;

int refuse(const Error& error) {
  std::fprintf(stderr, "sunhall-hub: %s\n", error.what.c_str());
  return error.kind == ErrorKind::kBadInput ? hub_exit::kBadInput : hub_exit::kFailed;
}

/// The uploads that were asked for.
Result<std::vector<UploadOptions>> choose(const Site& site, const std::string& id) {
  std::vector<UploadOptions> chosen;
  for (const UploadOptions& upload : site.uploads)
    if (id.empty() || upload.id == id) chosen.push_back(upload);
  if (!chosen.empty()) return chosen;
  return fail(ErrorKind::kBadInput, id.empty() ? "the site file has no [[upload]]"
                                               : "the site file has no [[upload]] with id " + id);
}

int dry_run(const UploadToolOptions& options, const Site& site, const UploadOptions& upload) {
  const auto loaded = load_plan(upload);
  if (!loaded) return refuse(loaded.error());
  for (const std::string& warning : loaded->warnings) std::fprintf(stderr, "%s\n", warning.c_str());
  const SystemClock clock;
  const Date day = options.day ? *options.day : to_local(clock.now().wall).date;
  const DryRun run{.plan = loaded->plan,
                   .home = {site.id, site.name},
                   .folder = options.data,
                   .day = day,
                   .shows_encrypted = options.shows_encrypted,
                   .clock = clock};
  const auto counts =
      show_dry_run(run, [](const std::string& line) { std::printf("%s\n", line.c_str()); });
  if (!counts) return refuse(counts.error());
  std::printf(
      "%s：会上报 %d 条，不能上报 %d 条，按映射不上报 %d 条；没有发送任何内容\n"
      "%d would be sent, %d cannot be mapped, %d are not wanted; nothing was sent\n",
      format_date(day).c_str(), counts->sent, counts->unmapped, counts->not_wanted, counts->sent,
      counts->unmapped, counts->not_wanted);
  return counts->unmapped == 0 ? hub_exit::kOk : hub_exit::kFailed;
}

void print_refused(const RefusedItem& item, const ZonedTime& now) {
  const Receipt& receipt = item.receipt;
  std::printf("  ✗ %s %s %s  %s", item.id.c_str(), item.kind.c_str(), item.day.c_str(),
              format_rfc3339({item.at, now.offset}).c_str());
  if (receipt.status != 0) std::printf("  HTTP %d", receipt.status);
  if (!receipt.code.empty()) std::printf("  code %s", receipt.code.c_str());
  std::printf("\n    %s\n", receipt.message.c_str());
}

int print_status(const UploadToolOptions& options, const UploadOptions& upload) {
  std::printf("%s %s\n", upload.id.c_str(), upload.name.c_str());
  const auto file = queue_file(options.data, upload.id);
  std::error_code ignored;  // whatever it is, opening tells
  if (!std::filesystem::exists(file, ignored)) {
    std::printf("  尚未开始：主机还没有运行过 · not begun: the hub has not run with it yet\n");
    return hub_exit::kOk;
  }
  auto queue = UploadQueue::open(file, DatabaseUse::kReadOnly);
  if (!queue) return refuse(queue.error());
  const auto counts = queue->counts();
  const auto last = queue->last_try();
  const auto refused = queue->refused(kRefusedShown);
  for (const Error* error : {counts ? nullptr : &counts.error(), last ? nullptr : &last.error(),
                             refused ? nullptr : &refused.error()})
    if (error != nullptr) return refuse(*error);
  const ZonedTime now = SystemClock().now().wall;
  std::printf("  已上报 sent %" PRId64 " · 等待 waiting %" PRId64 " · 被拒 refused %" PRId64 "\n",
              counts->sent, counts->waiting, counts->refused);
  if (counts->oldest_waiting)
    std::printf("  最早的等待自 the oldest waits since %s\n",
                format_rfc3339({*counts->oldest_waiting, now.offset}).c_str());
  if (*last)
    std::printf("  最近一次未成 the last try in vain: HTTP %d %s %s\n", (*last)->status,
                (*last)->code.c_str(), (*last)->message.c_str());
  for (const RefusedItem& item : *refused) print_refused(item, now);
  const std::int64_t untold = counts->refused - static_cast<std::int64_t>(refused->size());
  if (untold > 0)
    std::printf("  … 还有更早的 %" PRId64 " 条未列出 · %" PRId64 " earlier ones are not listed\n",
                untold, untold);
  return counts->refused == 0 ? hub_exit::kOk : hub_exit::kFailed;
}

int retry(const UploadToolOptions& options, const UploadOptions& upload) {
  const auto file = queue_file(options.data, upload.id);
  std::error_code ignored;  // whatever it is, opening tells
  if (!std::filesystem::exists(file, ignored)) return hub_exit::kOk;
  auto queue = UploadQueue::open(file, DatabaseUse::kReadWrite);
  if (!queue) return refuse(queue.error());
  const auto count = queue->retry(options.id, SystemClock().now().wall.utc);
  if (!count) return refuse(count.error());
  std::printf("%s：%" PRId64 " 条重新上报 · %" PRId64 " go up again\n", upload.id.c_str(), *count,
              *count);
  return hub_exit::kOk;
}

}  // namespace

int do_command(const UploadToolOptions& options) {
  const auto loaded = load_site(options.site);
  if (!loaded) return refuse(loaded.error());
  const auto uploads = choose(loaded->site, options.upload);
  if (!uploads) return refuse(uploads.error());
  int worst = hub_exit::kOk;
  for (const UploadOptions& upload : *uploads) {
    int code = hub_exit::kOk;
    switch (options.what) {
      case UploadToolOptions::What::kDryRun:
        code = dry_run(options, loaded->site, upload);
        break;
      case UploadToolOptions::What::kStatus:
        code = print_status(options, upload);
        break;
      case UploadToolOptions::What::kRetry:
        code = retry(options, upload);
        break;
    }
    worst = std::max(worst, code);
  }
  return worst;
}

}  // namespace sunhall
