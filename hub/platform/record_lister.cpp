#include "hub/platform/record_lister.h"

#include <utility>

namespace sunhall {

RecordLister::RecordLister(std::filesystem::path store)
    : store_(std::move(store)),
      worker_("gb-records", [this](const std::stop_token& stop) { run(stop); }) {}

bool RecordLister::ask(Question question) {
  MutexLock lock(mutex_);
  if (queue_.size() >= kRecordQuestionsMax) return false;
  queue_.push_back(std::move(question));
  asked_.notify_all();
  return true;
}

void RecordLister::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] {
    MutexLock lock(mutex_);
    asked_.notify_all();
  });
  while (true) {
    Question question;
    {
      MutexLock lock(mutex_);
      while (queue_.empty() && !stop.stop_requested()) {
        asked_.wait_for(mutex_, std::chrono::seconds(10));
      }
      if (stop.stop_requested()) return;
      question = std::move(queue_.front());
      queue_.pop_front();
    }
    question.done(list(question));
  }
}

std::vector<GbRecordItem> RecordLister::list(const Question& question) {
  if (archive_ == nullptr) {
    auto opened = Archive::open(store_);
    if (!opened) return {};
    archive_ = *std::move(opened);
  }
  const auto found = archive_->recordings({.camera = question.camera, .kind = StreamKind::kMain},
                                          to_media_time(question.from), to_media_time(question.to));
  if (!found) {
    archive_.reset();  // opened anew next time
    return {};
  }
  std::vector<GbRecordItem> items;
  for (const StoredRecording& recording : *found) {
    items.push_back({.from = to_wall_time(recording.start),
                     .to = to_wall_time(recording.end),
                     .bytes = recording.bytes});
  }
  return items;
}

}  // namespace sunhall
