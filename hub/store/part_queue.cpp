#include "hub/store/part_queue.h"

#include <utility>

namespace sunhall {
namespace {

std::size_t cost_of(const RunStart& run) {
  const std::size_t init = run.init && run.init->bytes ? run.init->bytes->size() : 0;
  return kQueueItemBytes + run.detail.size() + init;
}

std::size_t cost_of(const Part& part) {
  return kQueueItemBytes + (part.bytes ? part.bytes->size() : 0);
}

}  // namespace

PartQueue::PartQueue(std::size_t lane_count, std::size_t bytes_max)
    : bytes_max_(bytes_max), lanes_(lane_count) {}

bool PartQueue::fits(std::size_t bytes) const {
  return bytes_ + bytes <= bytes_max_;
}

void PartQueue::put(QueueItem item, std::size_t bytes) {
  items_.push_back(std::move(item));
  bytes_ += bytes;
  if (bytes_ > bytes_max_ / 2) filled_.notify_all();
}

/// Says that parts were left out, and what became of the run meanwhile.
void PartQueue::resume(std::size_t index) {
  Lane& lane = lanes_[index];
  put({index, PartsLeftOut{}}, kQueueItemBytes);
  if (lane.end_why) {
    put({index, RunStop{*lane.end_why}}, kQueueItemBytes + lane.end_why->size());
  }
  if (lane.run) put({index, *lane.run}, cost_of(*lane.run));
  lane = Lane();
}

void PartQueue::begin_run(std::size_t index, const RunStart& run) {
  const MutexLock lock(mutex_);
  Lane& lane = lanes_[index];
  if (!fits(cost_of(run))) lane.is_leaving_out = true;
  if (lane.is_leaving_out) {
    lane.run = run;
  } else {
    put({index, run}, cost_of(run));
  }
}

void PartQueue::push(std::size_t index, std::shared_ptr<const Part> part) {
  const MutexLock lock(mutex_);
  Lane& lane = lanes_[index];
  const std::size_t cost = cost_of(*part);
  const bool may_enter = fits(cost) && (!lane.is_leaving_out || part->starts_segment);
  if (!may_enter) {
    lane.is_leaving_out = true;
    ++left_out_count_;
    return;
  }
  if (lane.is_leaving_out) resume(index);
  put({index, std::move(part)}, cost);
}

void PartQueue::end_run(std::size_t index, std::string_view why) {
  const MutexLock lock(mutex_);
  Lane& lane = lanes_[index];
  if (!fits(kQueueItemBytes + why.size())) lane.is_leaving_out = true;
  if (!lane.is_leaving_out) {
    put({index, RunStop{std::string(why)}}, kQueueItemBytes + why.size());
    return;
  }
  // A run that both began and ended while there was no room leaves nothing but the gap.
  if (!lane.run) lane.end_why = std::string(why);
  lane.run.reset();
}

std::vector<QueueItem> PartQueue::take() {
  const MutexLock lock(mutex_);
  bytes_ -= taken_bytes_;
  taken_bytes_ = 0;
  if (!is_closed_ && bytes_ <= bytes_max_ / 2) filled_.wait_for(mutex_, kGatherPause);
  // A camera that went away while there was no room must not wait for its next part to say so.
  for (std::size_t lane = 0; lane < lanes_.size(); ++lane) {
    if (lanes_[lane].is_leaving_out && lanes_[lane].end_why && !lanes_[lane].run) resume(lane);
  }
  taken_bytes_ = bytes_;
  return std::exchange(items_, {});
}

void PartQueue::close() {
  const MutexLock lock(mutex_);
  is_closed_ = true;
  filled_.notify_all();
}

std::uint64_t PartQueue::left_out_count() const {
  const MutexLock lock(mutex_);
  return left_out_count_;
}

}  // namespace sunhall
