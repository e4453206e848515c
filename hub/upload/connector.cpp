#include "hub/upload/connector.h"

#include <algorithm>
#include <random>
#include <utility>

#include <spdlog/spdlog.h>

#include "hub/records/photo_store.h"
#include "hub/upload/queue_schema.h"

namespace sunhall {
namespace {

FollowPlan make_follow_plan(const UploadPlan& plan, const std::string& site) {
  FollowPlan follow{.site = site, .from = plan.platform.from};
  for (const auto& record : plan.records) {
    if (!record) continue;
    const std::string word(kind_word(record->kind));
    follow.kinds.insert(word);
    if (is_master(record->kind)) follow.masters.insert(word);
  }
  return follow;
}

}  // namespace

Connector::Connector(const ConnectorParts& parts, LedgerReader ledger, UploadQueue queue)
    : parts_(parts),
      follow_(make_follow_plan(parts.plan, parts.home.id)),
      ledger_(std::move(ledger)),
      queue_(std::move(queue)),
      link_(parts_.plan, parts_.clock),
      sources_({ledger_, queue_, link_, parts_.plan, parts_.clock, parts_.folder / kPhotosName}),
      wait_(std::random_device()()) {}

Result<std::unique_ptr<Connector>> Connector::open(const ConnectorParts& parts) {
  auto ledger = LedgerReader::open(parts.folder);
  if (!ledger) return tl::unexpected<Error>(ledger.error());
  auto queue = UploadQueue::open(queue_file(parts.folder, parts.plan.id), DatabaseUse::kReadWrite);
  if (!queue) return tl::unexpected<Error>(queue.error());
  std::unique_ptr<Connector> connector(new Connector(parts, std::move(*ledger), std::move(*queue)));
  const auto begun = connector->begin_following();
  if (!begun) return tl::unexpected<Error>(begun.error());
  return connector;
}

Result<void> Connector::begin_following() {
  auto place = queue_.begin_following(follow_);
  if (!place) return tl::unexpected<Error>(place.error());
  const auto hash = hash_at(ledger_, place->read);
  if (!hash) return tl::unexpected<Error>(hash.error());
  if (place->read > 0 && *hash != place->hash) {
    // The ledger was restored from a copy: what was queued is known by its id.
    spdlog::warn("upload {}: the ledger is another one than before, it is looked through anew",
                 parts_.plan.id);
    const auto anew = queue_.begin_anew();
    if (!anew) return anew;
    place->seq = 0;
  }
  place_ = place->seq;
  const auto sent = queue_.last_sent();
  if (!sent) return tl::unexpected<Error>(sent.error());
  last_sent_ = *sent;
  return {};
}

Result<void> Connector::follow(const std::stop_token& stop) {
  while (!stop.stop_requested()) {
    const auto entries = entries_after(ledger_, place_, kFollowMax);
    if (!entries) return tl::unexpected<Error>(entries.error());
    if (entries->empty()) return {};
    const auto taken = queue_.take(follow_, *entries, wall());
    if (!taken) return taken;
    place_ = entries->back().seq;
  }
  return {};
}

Result<void> Connector::keep_house() {
  if (now() < house_due_) return {};
  house_due_ = now() + std::chrono::hours(1);
  return queue_.prune(wall() - parts_.plan.platform.receipts);
}

Result<Ticks> Connector::step(const std::stop_token& stop) {
  sources_.stop_with(stop);
  auto done = follow(stop);
  if (done) done = keep_house();
  if (!done) return tl::unexpected<Error>(done.error());
  if (now() < blocked_until_) return until_due();
  const auto chosen = choose();
  if (!chosen) return tl::unexpected<Error>(chosen.error());
  if (chosen->empty() || stop.stop_requested()) return until_due();
  done = send(*chosen, stop);
  if (!done) return tl::unexpected<Error>(done.error());
  return now() < blocked_until_ ? until_due() : Ticks(0);
}

bool Connector::is_due(const std::string& id) const {
  const auto found = later_.find(id);
  return found == later_.end() || found->second.due <= now();
}

Result<std::vector<Connector::Ready>> Connector::choose() {
  std::vector<Ready> chosen;
  std::int64_t after = 0;
  for (std::size_t seen = 0; seen < kConsideredMax;) {
    const auto items = queue_.waiting(after, kWaitingPage);
    if (!items) return tl::unexpected<Error>(items.error());
    if (items->empty()) break;
    for (const QueuedItem& item : *items) {
      after = item.seq;
      if (!is_due(item.id)) continue;
      ++seen;
      const auto done = consider(item, chosen);
      if (!done) return tl::unexpected<Error>(done.error());
      if (now() < blocked_until_) return std::vector<Ready>{};
      const bool is_full = !chosen.empty() && chosen.size() >= chosen.front().request.record->batch;
      if (is_full || (!chosen.empty() && alone_.contains(chosen.front().item.id))) return chosen;
    }
  }
  return chosen;
}

bool Connector::fits(const Ready& ready, const std::vector<Ready>& chosen) const {
  if (chosen.empty()) return true;
  const Ready& first = chosen.front();
  return ready.request.record == first.request.record &&
         ready.request.action == first.request.action &&
         ready.request.parts.path == first.request.parts.path && !alone_.contains(ready.item.id);
}

Result<void> Connector::consider(const QueuedItem& item, std::vector<Ready>& chosen) {
  auto entry = ledger_.entry(item.id);
  if (!entry) return tl::unexpected<Error>(entry.error());
  // Lost with a ledger that was restored, or erased after its keeping time.
  if (!*entry) return queue_.note_skipped(item.id, wall());
  auto record = view_record(ledger_, std::move(**entry));
  if (!record) return tl::unexpected<Error>(record.error());
  if (!*record) return queue_.note_skipped(item.id, wall());
  const auto sent = queue_.thing(item.thing);
  if (!sent) return tl::unexpected<Error>(sent.error());
  UploadRequest request = make_request(parts_.plan, parts_.home, **record, *sent, sources_);
  if (request.state != UploadRequest::State::kReady) return settle_unsent(item, request);
  Ready ready{item, std::move(request)};
  if (fits(ready, chosen)) chosen.push_back(std::move(ready));
  return {};
}

Result<void> Connector::settle_unsent(const QueuedItem& item, const UploadRequest& request) {
  switch (request.state) {
    case UploadRequest::State::kNotWanted:
      later_.erase(item.id);
      return queue_.note_skipped(item.id, wall());
    case UploadRequest::State::kUnmapped:
      later_.erase(item.id);
      return queue_.note_refused({.id = item.id, .message = request.why}, wall());
    case UploadRequest::State::kLater:
      // What it waits for is looked at first in the next step.
      later_[item.id].due = now() + kUploadIdle;
      return {};
    case UploadRequest::State::kFailed:
    case UploadRequest::State::kReady:
      break;
  }
  trouble_ = request.error ? request.error->what : std::string();
  postpone(item.id);
  block(wait_.after(++failures_in_a_row_));
  return {};
}

Ticks Connector::until_due() const {
  if (now() < blocked_until_) return std::min(blocked_until_ - now(), kUploadIdle);
  Ticks wait = kUploadIdle;
  // What is due by now was looked at a moment ago.
  for (const auto& [id, later] : later_)
    if (later.due > now()) wait = std::min(wait, later.due - now());
  return std::max(wait, Ticks(std::chrono::milliseconds(10)));
}

}  // namespace sunhall
