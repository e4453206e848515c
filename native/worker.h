// A thread with a name, one job and one way out.
#pragma once

#include <functional>
#include <stop_token>
#include <string>
#include <thread>

namespace sunhall {

/// A thread with a name, one job and one way out.
///
/// Owner:   the object that has the Worker as its LAST member: the destructor
///          stops and joins before anything the job uses dies.
/// Stop:    seen through the token; a std::stop_callback closes the blocking call.
/// Errors:  no exception gets past this file: one that tries ends the process, for a restart.
class Worker {
 public:
  using Job = std::function<void(std::stop_token)>;

  /// Starts the thread; `name` is at most 15 bytes, as the kernel shows it.
  Worker(std::string name, Job job);
  ~Worker() { stop(); }
  Worker(Worker&&) noexcept = default;
  Worker& operator=(Worker&&) = delete;

  /// Asks the job to end; returns at once.
  void ask_to_stop() { thread_.request_stop(); }

  /// Asks the job to end and waits until it has.
  void stop();

 private:
  std::jthread thread_;
};

}  // namespace sunhall
