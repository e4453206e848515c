#include "hub/records/ledger.h"

#include <fcntl.h>
#include <spdlog/spdlog.h>
#include <sys/file.h>

#include <future>
#include <optional>
#include <utility>

#include "hub/records/group_commit.h"
#include "hub/records/head_file.h"
#include "hub/records/ledger_house.h"
#include "hub/records/new_entry_check.h"
#include "hub/records/reading_writer.h"
#include "hub/records/schema.h"
#include "native/fd.h"
#include "native/private_file.h"

namespace sunhall {
namespace {

constexpr std::size_t kEntryOverheadBytes = 1024;  // keys and the other fields, about
constexpr const char* kTooMuchWaits = "存储太忙，请稍后再试 · Too much is waiting for the disk";

/// What is put together, and how it went.
struct PutWork {
  std::vector<NewEntry> entries;
  std::vector<BodyFacts> facts;
  std::vector<PutAnswer> answers;
};

Result<void> read_facts(const BodyReader& read_body, PutWork& work) {
  for (std::size_t i = 0; i < work.entries.size(); ++i) {
    const NewEntry& entry = work.entries[i];
    Result<void> checked = check_new_entry(entry);
    if (!checked) return checked;
    // A withdrawn thing has nothing to be found by.
    Result<BodyFacts> facts;
    if (entry.step != RecordStep::kWithdraw) facts = read_body(entry.kind, entry.body);
    if (!facts) return tl::unexpected<Error>(facts.error());
    work.facts.push_back(std::move(*facts));
  }
  return {};
}

std::size_t bytes_of(const PutWork& work) {
  std::size_t bytes = 0;
  for (const NewEntry& entry : work.entries) bytes += entry.body.size() + kEntryOverheadBytes;
  return bytes;
}

Result<Fd> lock_folder(const std::filesystem::path& folder) {
  Fd lock(::open((folder / "records.lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600));
  if (!lock) return fail(ErrorKind::kUnavailable, "records.lock cannot be opened");
  if (::flock(lock.get(), LOCK_EX | LOCK_NB) != 0)
    return fail(ErrorKind::kUnavailable, folder.string() + ": another hub keeps the records here");
  return lock;
}

class OpenLedger final : public Ledger, public ReadingStore {
 public:
  OpenLedger(const LedgerOptions& options, const Clock& clock, Fd lock, Database database,
             PhotoStore photos)
      : options_(options),
        clock_(clock),
        lock_(std::move(lock)),
        photos_(std::move(photos)),
        database_(std::move(database)),
        house_({.database = database_,
                .entries = writer_,
                .readings = readings_,
                .photos = photos_,
                .keeping = options_.keeping,
                .head_file = options_.folder / kRecordsHeadName}) {}

  ~OpenLedger() override {
    commit_.reset();
    house_.close(clock_.now());
  }
  OpenLedger(const OpenLedger&) = delete;
  OpenLedger& operator=(const OpenLedger&) = delete;

  Result<void> start() {
    if (const auto opened = writer_.open(options_.site); !opened) return opened;
    const auto newest = writer_.newest();
    if (!newest) return tl::unexpected<Error>(newest.error());
    set_newest(*newest);
    house_.open(clock_.now());
    commit_.emplace(database_.database(),
                    GroupCommitOptions{.waiting_bytes_max = options_.waiting_bytes_max,
                                       .house_pause = kRecordsHousePause,
                                       .house = [this](HouseWish wish) { keep_house_now(wish); }},
                    clock_);
    return {};
  }

  void put(NewEntry entry, PutCallback answer) override {
    auto work = std::make_shared<PutWork>();
    work->entries.push_back(std::move(entry));
    post(work, [this, work, answer = std::move(answer)](const Result<void>& done) {
      if (!done) return answer(tl::unexpected<Error>(done.error()));
      tell_stored(*work);  // first: who is answered may ask for the day at once
      answer(work->answers.front());
    });
  }

  void put_all(std::vector<NewEntry> entries, PutAllCallback answer) override {
    auto work = std::make_shared<PutWork>();
    work->entries = std::move(entries);
    if (work->entries.size() > kPutAllMax)
      return answer(refuse_entry("一次太多条 · Too many records at once"));
    post(work, [this, work, answer = std::move(answer)](const Result<void>& done) {
      if (!done) return answer(tl::unexpected<Error>(done.error()));
      tell_stored(*work);
      answer(work->answers);
    });
  }

  Result<PutAnswer> put_and_wait(NewEntry entry) override {
    std::promise<Result<PutAnswer>> answer;
    put(std::move(entry),
        [&answer](Result<PutAnswer> result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
  }

  ChainHead newest() const override {
    const MutexLock lock(mutex_);
    return newest_;
  }

  PhotoStore& photos() override { return photos_; }
  ReadingStore& readings() override { return *this; }
  void on_stored(std::function<void(const std::string&, const Date&)> told) override {
    told_ = std::move(told);
  }

  Result<void> keep_house() override {
    std::promise<void> done;
    commit_->keep_house([&done] { done.set_value(); });
    done.get_future().get();
    const MutexLock lock(mutex_);
    return house_outcome_;
  }

  void add(std::vector<Reading> batch, AddCallback answer) override {
    if (const auto checked = check_readings(batch); !checked)
      return answer(tl::unexpected<Error>(checked.error()));
    const std::size_t bytes = batch.size() * sizeof(Reading);
    auto rows = std::make_shared<std::vector<Reading>>(std::move(batch));
    auto outcome = std::make_shared<ReadingsAnswer>();
    auto told = std::make_shared<AddCallback>(std::move(answer));
    const bool is_taken =
        commit_->post({.make = [this, rows, outcome]() -> Result<void> {
                         const auto added = readings_.add(*rows);
                         if (!added) return tl::unexpected<Error>(added.error());
                         *outcome = *added;
                         return {};
                       },
                       .tell =
                           [outcome, told](const Result<void>& done) {
                             if (!done) return (*told)(tl::unexpected<Error>(done.error()));
                             (*told)(*outcome);
                           },
                       .bytes = bytes});
    if (!is_taken) (*told)(fail(ErrorKind::kExhausted, kTooMuchWaits));
  }

  Result<ReadingsAnswer> add_and_wait(std::vector<Reading> batch) override {
    std::promise<Result<ReadingsAnswer>> answer;
    add(std::move(batch),
        [&answer](Result<ReadingsAnswer> result) { answer.set_value(std::move(result)); });
    return answer.get_future().get();
  }

 private:
  using Told = std::function<void(const Result<void>&)>;

  void post(const std::shared_ptr<PutWork>& work, Told told) {
    if (const auto read = read_facts(options_.read_body, *work); !read) return told(read);
    auto shared = std::make_shared<Told>(std::move(told));
    const bool is_taken =
        commit_->post({.make = [this, work] { return make(*work); },
                       .tell = [shared](const Result<void>& done) { (*shared)(done); },
                       .bytes = bytes_of(*work)});
    if (!is_taken) (*shared)(fail(ErrorKind::kExhausted, kTooMuchWaits));
  }

  Result<void> make(PutWork& work) {
    const WallTime now = clock_.now().wall.utc;
    const bool is_alone = work.entries.size() == 1;
    for (std::size_t i = 0; i < work.entries.size(); ++i) {
      if (const auto known = check_photos(work.facts[i]); !known) return known;
      auto put = writer_.put(work.entries[i], work.facts[i], now);
      if (!put) return tl::unexpected<Error>(std::move(put.error()));
      if (put->outcome == PutOutcome::kConflict && !is_alone)
        return refuse_entry(
            fmt::format("第 {0} 条与已有记录冲突 · record {0} of these: conflicts "
                        "with what is there",
                        i + 1));
      work.answers.push_back(std::move(*put));
    }
    return {};
  }

  Result<void> check_photos(const BodyFacts& facts) {
    for (const SearchKey& key : facts.keys) {
      if (key.role == KeyRole::kPhoto && !photos_.has(key.value))
        return refuse_entry("照片还没有上传 · photo: send it before the record that names it");
    }
    return {};
  }

  void tell_stored(const PutWork& work) {
    for (std::size_t i = 0; i < work.answers.size(); ++i) {
      const PutAnswer& answer = work.answers[i];
      if (answer.outcome != PutOutcome::kStored) continue;
      set_newest({answer.seq, answer.hash});
      if (told_) told_(work.entries[i].kind, work.entries[i].day);
    }
  }

  void set_newest(const ChainHead& head) {
    const MutexLock lock(mutex_);
    if (head.seq >= newest_.seq) newest_ = head;
  }

  void keep_house_now(HouseWish wish) {
    auto outcome = house_.keep(clock_.now(), wish);
    if (!outcome) spdlog::error("records: {}", outcome.error().what);
    if (const auto newest = writer_.newest()) set_newest(*newest);
    const MutexLock lock(mutex_);
    house_outcome_ = std::move(outcome);
  }

  // Constant after construction.
  const LedgerOptions options_;
  const Clock& clock_;
  const Fd lock_;
  std::function<void(const std::string&, const Date&)> told_;

  // Own synchronisation.
  PhotoStore photos_;

  mutable Mutex mutex_{LockRank::kRecords};
  ChainHead newest_ SUNHALL_GUARDED_BY(mutex_);
  Result<void> house_outcome_ SUNHALL_GUARDED_BY(mutex_);

  // Touched only by the worker, once it runs.
  PreparedDatabase database_;
  EntryWriter writer_{database_};
  ReadingWriter readings_{database_, writer_};
  LedgerHouse house_;

  // The thread, last: joined first.
  std::optional<GroupCommit> commit_;
};

}  // namespace

Result<std::unique_ptr<Ledger>> Ledger::open(const LedgerOptions& options, const Clock& clock) {
  std::error_code error;
  std::filesystem::create_directories(options.folder, error);
  if (error)
    return fail(ErrorKind::kUnavailable,
                "create " + options.folder.string() + ": " + error.message());
  auto lock = lock_folder(options.folder);
  if (!lock) return tl::unexpected<Error>(std::move(lock.error()));
  const std::filesystem::path file = options.folder / kRecordsName;
  if (auto made = make_private_file(file); !made) return tl::unexpected(std::move(made.error()));
  auto database = open_records(file, DatabaseUse::kReadWrite);
  if (!database) return tl::unexpected<Error>(std::move(database.error()));
  auto photos = PhotoStore::open(options.folder / kPhotosName, options.photos);
  if (!photos) return tl::unexpected<Error>(std::move(photos.error()));
  auto ledger = std::make_unique<OpenLedger>(options, clock, std::move(*lock), std::move(*database),
                                             std::move(*photos));
  if (const auto started = ledger->start(); !started) return tl::unexpected<Error>(started.error());
  return ledger;
}

}  // namespace sunhall
