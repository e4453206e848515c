// The home's server, all of it.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "core/model/site_view.h"
#include "hub/api/accounts.h"
#include "hub/api/audit_log.h"
#include "hub/api/event_bus.h"
#include "hub/api/feedback_routes.h"
#include "hub/api/hub_figures.h"
#include "hub/api/task_queue.h"
#include "hub/api/thumbnail_cache.h"
#include "hub/api/video_gate.h"
#include "hub/camera_house.h"
#include "hub/family_address.h"
#include "hub/http/router.h"
#include "hub/http/server.h"
#include "hub/options.h"
#include "hub/platform/platform_desk.h"
#include "hub/platform_view.h"
#include "hub/record_house.h"
#include "hub/store/archive.h"
#include "hub/store/disk.h"
#include "hub/store/store.h"
#include "native/clock.h"
#include "native/site_file.h"
#include "native/wake_fd.h"

namespace sunhall {

/// The program's parts in order of birth; death is the reverse.
///
/// Threads: the main thread runs `run`; docs/architecture.md lists the others.
class Hub {
 public:
  /// Opens everything.
  ///
  /// Errors:  kBadInput for what a person must mend (folder, address); kUnavailable for what may
  ///          be better the next time.
  static Result<std::unique_ptr<Hub>> open(const RunOptions& options, Site site,
                                           const Clock& clock);

  /// Serves until `asked_to_stop` says so; `wake` ends its pauses.
  ///
  /// Errors:  kInternal when a thread is past its deadline: only a restart helps.
  Result<void> run(const WakeFd& wake, const std::function<bool()>& asked_to_stop);

  std::uint16_t port() const { return server_->port(); }
  const FamilyAddress& family_address() const { return *family_address_; }
  /// The administrator's first token, when there is no administrator yet: to be printed once.
  const std::optional<Secret>& first_token() const { return first_token_; }
  /// The password of a sample home's manager (kSampleAccount): to be printed once.
  const std::optional<Secret>& sample_password() const { return sample_password_; }

 private:
  Hub(Site site, const Clock& clock, std::unique_ptr<Disk> disk, std::unique_ptr<Store> store,
      Accounts::Opened accounts);

  Result<void> open_data(const std::filesystem::path& store_folder,
                         const std::filesystem::path& data_folder);
  Result<void> open_records(const RunOptions& options);
  Result<void> add_pages(const RunOptions& options);
  Result<void> open_platforms(const std::filesystem::path& store_folder);
  void add_routes();
  void add_video_routes();
  Result<void> listen(const RunOptions& options);
  void keep_house(const Moment& now);
  void note_health();
  void note_platforms();
  std::vector<PlatformFigures> platform_figures() const;
  HubMoment moment() const;
  SiteView site_view() const;
  HubFigures figures() const;

  // Constant after construction.
  const Site site_;
  const Clock& clock_;
  std::optional<Secret> first_token_;
  std::optional<Secret> sample_password_;

  // Own synchronisation.
  std::unique_ptr<Disk> disk_;
  std::unique_ptr<Store> store_;
  std::unique_ptr<Archive> archive_;  // the queue's thread reads it
  std::unique_ptr<Accounts> accounts_;
  std::unique_ptr<VideoGate> gate_;
  std::unique_ptr<AuditLog> audit_;
  std::optional<ThumbnailCache> thumbnails_;  // the queue's thread uses it
  EventBus events_;
  std::unique_ptr<FamilyAddress> family_address_;  // from the moment the port is known
  std::unique_ptr<FeedbackBox> feedback_;          // the queue's thread uses it
  Router router_;
  std::atomic<bool> is_open_{false};  // all parts are there
  std::atomic<RecordingState> told_recording_{RecordingState::kUnknown};

  // Touched only by the main thread.
  std::string told_health_;
  std::vector<PlatformLinkState> told_platforms_;
  Ticks look_due_{0};
  Ticks address_due_{0};
  Ticks trim_due_{0};

  // Threads last: joined first.
  TaskQueue queue_{"api"};
  std::unique_ptr<RecordHouse> records_;
  CameraHouse cameras_;
  std::unique_ptr<PlatformDesk> platforms_;  // null: the site file names none
  std::unique_ptr<HttpServer> server_;
};

}  // namespace sunhall
