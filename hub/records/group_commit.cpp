#include "hub/records/group_commit.h"

#include <algorithm>
#include <utility>

namespace sunhall {
namespace {

/// Whether an error is one change's own: the others can go on.
bool is_own_fault(const Error& error) {
  return error.kind == ErrorKind::kBadInput || error.kind == ErrorKind::kUnsupported;
}

}  // namespace

GroupCommit::GroupCommit(Database& database, GroupCommitOptions options, const Clock& clock)
    : database_(database),
      options_(std::move(options)),
      clock_(clock),
      house_due_(clock.now().ticks + options_.house_pause),
      worker_("records", [this](const std::stop_token& stop) { run(stop); }) {}

bool GroupCommit::post(Change change) {
  const MutexLock lock(mutex_);
  if (waiting_bytes_ + change.bytes > options_.waiting_bytes_max) return false;
  waiting_bytes_ += change.bytes;
  waiting_.push_back(std::move(change));
  more_.notify_all();
  return true;
}

void GroupCommit::keep_house(std::function<void()> done) {
  const MutexLock lock(mutex_);
  house_wishes_.push_back(std::move(done));
  more_.notify_all();
}

GroupCommit::Work GroupCommit::take(const std::stop_token& stop) {
  const MutexLock lock(mutex_);
  Work work;
  const auto pause = house_due_ - clock_.now().ticks;
  if (waiting_.empty() && house_wishes_.empty() && pause > Ticks(0) && !stop.stop_requested())
    more_.wait_for(mutex_, std::min<std::chrono::microseconds>(pause, options_.house_pause));
  std::size_t bytes = 0;
  while (!waiting_.empty() && (bytes == 0 || bytes + waiting_.front().bytes <= kCommitBytesMax)) {
    bytes += waiting_.front().bytes;
    work.changes.push_back(std::move(waiting_.front()));
    waiting_.pop_front();
  }
  waiting_bytes_ -= bytes;
  work.is_end = stop.stop_requested() && waiting_.empty();
  // What was posted before somebody asked for the house is made before it, too.
  if (waiting_.empty()) work.house_done = std::exchange(house_wishes_, {});
  work.is_house_due = !work.house_done.empty() || clock_.now().ticks >= house_due_;
  return work;
}

void GroupCommit::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] {
    const MutexLock lock(mutex_);
    more_.notify_all();
  });
  while (true) {
    Work work = take(stop);
    if (!work.changes.empty()) make_all(work.changes);
    if (work.is_house_due) {
      if (options_.house)
        options_.house(work.house_done.empty() ? HouseWish::kUsual : HouseWish::kAsked);
      house_due_ = clock_.now().ticks + options_.house_pause;
      for (const auto& done : work.house_done) done();
    }
    if (work.is_end) return;
  }
}

void GroupCommit::make_all(std::vector<Change>& changes) {
  std::vector<Result<void>> outcomes(changes.size());
  const auto done = make_in_one(changes, outcomes);
  for (std::size_t i = 0; i < changes.size(); ++i) {
    if (!done && outcomes[i]) outcomes[i] = done;
    changes[i].tell(outcomes[i]);
  }
}

Result<void> GroupCommit::make_in_one(std::vector<Change>& changes,
                                      std::vector<Result<void>>& outcomes) {
  auto transaction = Transaction::begin(database_);
  if (!transaction) return tl::unexpected<Error>(transaction.error());
  for (std::size_t i = 0; i < changes.size(); ++i) {
    auto made = make_one(changes[i], outcomes[i]);
    if (!made) return made;
  }
  return transaction->commit();
}

Result<void> GroupCommit::make_one(Change& change, Result<void>& outcome) {
  auto marked = database_.run("SAVEPOINT change");
  if (!marked) return marked;
  outcome = change.make();
  if (outcome) return database_.run("RELEASE change");
  if (!is_own_fault(outcome.error())) return outcome;
  return database_.run("ROLLBACK TO change; RELEASE change");
}

}  // namespace sunhall
