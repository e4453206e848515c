#include "hub/api/task_queue.h"

#include <chrono>
#include <utility>

namespace sunhall {

TaskQueue::TaskQueue(const std::string& thread_name)
    : worker_(thread_name, [this](const std::stop_token& stop) { run(stop); }) {}

bool TaskQueue::post(std::function<void()> task) {
  const MutexLock lock(mutex_);
  if (tasks_.size() >= kTasksMax) return false;
  tasks_.push_back(std::move(task));
  more_.notify_all();
  return true;
}

void TaskQueue::run(const std::stop_token& stop) {
  const std::stop_callback wake(stop, [this] {
    const MutexLock lock(mutex_);
    more_.notify_all();
  });
  while (!stop.stop_requested()) {
    std::function<void()> task;
    {
      const MutexLock lock(mutex_);
      if (tasks_.empty() && !stop.stop_requested())
        more_.wait_for(mutex_, std::chrono::seconds(60));
      if (tasks_.empty()) continue;
      task = std::move(tasks_.front());
      tasks_.pop_front();
    }
    task();
  }
}

}  // namespace sunhall
