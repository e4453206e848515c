#include "hub/http/pipe.h"

#include <utility>

namespace sunhall {

Pipe::Put Pipe::put(Bytes chunk) {
  std::shared_ptr<const std::function<void()>> wake;
  {
    const MutexLock lock(mutex_);
    if (is_closed_ || is_abandoned_) return Put::kClosed;
    const std::size_t size = chunk ? chunk->size() : 0;
    if (size == 0) return Put::kTaken;
    // One chunk always fits: a reader that takes everything must get everything.
    if (!chunks_.empty() && (size > bytes_max_ || bytes_ > bytes_max_ - size)) return Put::kFull;
    if (chunks_.empty()) wake = wake_;
    chunks_.push_back(std::move(chunk));
    bytes_ += size;
  }
  if (wake) (*wake)();
  return Put::kTaken;
}

void Pipe::close() {
  std::shared_ptr<const std::function<void()>> wake;
  {
    const MutexLock lock(mutex_);
    if (std::exchange(is_closed_, true)) return;
    wake = wake_;
  }
  if (wake) (*wake)();
}

void Pipe::cut() {
  std::deque<Bytes> dropped;  // freed without the lock
  std::shared_ptr<const std::function<void()>> wake;
  {
    const MutexLock lock(mutex_);
    dropped.swap(chunks_);
    bytes_ = 0;
    if (!std::exchange(is_closed_, true)) wake = wake_;
  }
  if (wake) (*wake)();
}

void Pipe::abandon() {
  std::deque<Bytes> dropped;  // freed without the lock
  const MutexLock lock(mutex_);
  is_abandoned_ = true;
  dropped.swap(chunks_);
  bytes_ = 0;
  wake_ = nullptr;
}

bool Pipe::is_open() const {
  const MutexLock lock(mutex_);
  return !is_closed_ && !is_abandoned_;
}

std::deque<Bytes> Pipe::take(std::size_t enough_bytes) {
  const MutexLock lock(mutex_);
  std::deque<Bytes> taken;
  std::size_t taken_bytes = 0;
  while (!chunks_.empty() && (taken.empty() || taken_bytes < enough_bytes)) {
    taken_bytes += chunks_.front()->size();
    taken.push_back(std::move(chunks_.front()));
    chunks_.pop_front();
  }
  bytes_ -= taken_bytes;
  return taken;
}

bool Pipe::is_finished() const {
  const MutexLock lock(mutex_);
  return is_abandoned_ || (is_closed_ && chunks_.empty());
}

void Pipe::on_readable(std::function<void()> wake) {
  const MutexLock lock(mutex_);
  if (is_abandoned_) return;
  wake_ = std::make_shared<const std::function<void()>>(std::move(wake));
}

}  // namespace sunhall
