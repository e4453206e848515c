// The hub's records: ledger, sheets, what is published, and their routes.
#pragma once

#include <atomic>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "hub/api/audit_log.h"
#include "hub/api/day_sheet.h"
#include "hub/api/day_source.h"
#include "hub/api/event_bus.h"
#include "hub/api/plain_routes.h"
#include "hub/api/record_parts.h"
#include "hub/api/site_routes.h"
#include "hub/api/task_queue.h"
#include "hub/http/router.h"
#include "hub/published_day.h"
#include "hub/records/ledger.h"
#include "hub/records/ledger_reader.h"
#include "hub/records/reading_store.h"
#include "hub/sample_home.h"
#include "hub/sensors/record_sinks.h"
#include "hub/sensors/sensor_desk.h"
#include "hub/today_feed.h"
#include "hub/upload/upload_desk.h"
#include "native/clock.h"
#include "native/site_file.h"

namespace sunhall {

/// What the records need of the rest of the hub; all outlive them.
struct RecordHouseSetup {
  const Site& site;
  std::filesystem::path folder;    // records.db and photos/ lie in it
  std::filesystem::path sample{};  // a made-up home's plan; empty: a real home
  const Clock& clock;
  EventBus& events;
  AuditLog& audit;
};

/// Keeps the home's records and answers for them.
///
/// The public day comes from elsewhere when the site file names `records`, else from the ledger;
/// the ledger is kept in either case.
///
/// Threads: `add_routes` before the server opens; the other methods from any.
class RecordHouse {
 public:
  /// Opens the ledger, and publishes.
  ///
  /// Errors:  as `Ledger::open`'s.
  static Result<std::unique_ptr<RecordHouse>> open(const RecordHouseSetup& setup);
  ~RecordHouse();
  RecordHouse(const RecordHouse&) = delete;
  RecordHouse& operator=(const RecordHouse&) = delete;

  void add_routes(Router& router);
  /// The day's public records, as they go out.
  Result<TodayAnswer> today() const;
  PlainRecords plain_records() const;
  /// Every sensor of the site file, in its order.
  std::vector<SensorState> sensor_states() const;
  /// The platforms that take the day's records.
  std::vector<UploadFigures> upload_figures() const;
  /// True when a sensor's thread is past its deadline: only a restart helps.
  bool stuck(Ticks now) const { return sensors_ && sensors_->stuck(now); }

 private:
  struct Readers {
    LedgerReader ledger;
    ReadingReader readings;
  };

  RecordHouse(const RecordHouseSetup& setup, std::unique_ptr<Ledger> ledger, Readers readers);
  DaySource day_source();
  Result<void> open_sensors();
  Result<void> publish();
  Result<void> open_uploads();
  void note_stored(const std::string& kind, const Date& day);
  void tell(const DayChanges& changes);
  void note_sensors();

  // Constant after construction.
  const RecordHouseSetup setup_;
  const DaySource source_;

  // Own synchronisation.
  std::unique_ptr<Ledger> ledger_;
  std::unique_ptr<RecordSinks> sinks_;  // the sensors' threads use it
  std::atomic<bool> is_open_{false};    // all parts are there

  // Guarded by mutex_.
  Mutex mutex_{LockRank::kRecords};
  bool hears_ SUNHALL_GUARDED_BY(mutex_) = false;  // of what is stored: who is told is there

  // Touched only by the queue's thread.
  Readers readers_;
  DaySheets sheets_;

  // Threads last: joined first.
  TaskQueue queue_{"sheets"};
  std::unique_ptr<SensorDesk> sensors_;      // null: the site file names none
  std::unique_ptr<PublishedDay> published_;  // null: the site file names another source
  std::unique_ptr<TodayFeed> feed_;          // null: there is none
  std::unique_ptr<UploadDesk> uploads_;      // null: the site file names none
  std::unique_ptr<SampleHome> sample_;       // null: a real home
};

}  // namespace sunhall
