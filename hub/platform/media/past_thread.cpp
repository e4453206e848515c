#include "hub/platform/media/past_thread.h"

#include <utility>

namespace sunhall {

PastThread::PastThread(std::filesystem::path store)
    : store_(std::move(store)),
      worker_("gb-past", [this](const std::stop_token& stop) { run(stop); }) {}

void PastThread::post(Job job) {
  const MutexLock lock(mutex_);
  jobs_.push_back(std::move(job));
  more_.notify_all();
}

void PastThread::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] {
    const MutexLock lock(mutex_);
    more_.notify_all();
  });
  while (!stop.stop_requested()) {
    Job job;
    {
      const MutexLock lock(mutex_);
      if (jobs_.empty() && !stop.stop_requested()) more_.wait_for(mutex_, std::chrono::seconds(60));
      if (jobs_.empty()) continue;
      job = std::move(jobs_.front());
      jobs_.pop_front();
    }
    job(archive());
  }
  archive_.reset();
}

/// Opened when it is first needed: a store may come later than the desk.
Result<Archive*> PastThread::archive() {
  if (!archive_) {
    auto opened = Archive::open(store_);
    if (!opened) return tl::unexpected(opened.error());
    archive_ = std::move(*opened);
  }
  return archive_.get();
}

}  // namespace sunhall
