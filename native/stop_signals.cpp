#include "native/stop_signals.h"

#include <poll.h>
#include <pthread.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <stop_token>
#include <string_view>
#include <utility>

#include "native/fd.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

namespace {

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&set, number);
  return set;
}

void leave_hard() {
  constexpr std::string_view kLine =
      "still here long after the signal to stop; leaving the hard way\n";
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, kLine.data(), kLine.size());
  ::_exit(kStopStuckExitCode);
}

}  // namespace

struct StopSignals::Parts {
  Parts(Fd signals, std::function<void()> on_signal, StopOptions given)
      : fd(std::move(signals)), wake(std::move(on_signal)), options(std::move(given)) {}

  void run(const std::stop_token& stop);
  // Waits for a signal (true) or the end of this object.
  bool wait_signal(const std::stop_token& stop);

  // Constant after construction.
  const Fd fd;
  const std::function<void()> wake;
  const StopOptions options;
  const WakeFd stop_wake;
  // Own synchronisation.
  std::atomic<bool> asked{false};

  Worker worker{"signals", [this](const std::stop_token& stop) { run(stop); }};
};

void StopSignals::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake.wake(); });
  if (!wait_signal(stop)) return;
  asked.store(true);
  if (wake) wake();
  stop_wake.wait_for(options.deadline);
  if (stop.stop_requested()) return;
  if (options.overdue) return options.overdue();
  leave_hard();
}

bool StopSignals::Parts::wait_signal(const std::stop_token& stop) {
  std::array<pollfd, 2> fds = {{{fd.get(), POLLIN, 0}, {stop_wake.get(), POLLIN, 0}}};
  while (!stop.stop_requested()) {
    if (::poll(fds.data(), fds.size(), -1) < 0) continue;
    signalfd_siginfo info{};
    if (fds[0].revents & POLLIN && ::read(fd.get(), &info, sizeof info) == sizeof info) return true;
  }
  return false;
}

StopSignals::StopSignals(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
StopSignals::StopSignals(StopSignals&&) noexcept = default;
StopSignals::~StopSignals() = default;

Result<StopSignals> StopSignals::open(std::function<void()> wake, StopOptions options) {
  std::signal(SIGPIPE,
              SIG_IGN);  // a peer that hung up is an error of that call, not of the process
  const sigset_t set = stop_signals();
  // Threads that start later inherit this: none of them dies of a signal.
  if (const int error = pthread_sigmask(SIG_BLOCK, &set, nullptr); error != 0) {
    return fail(ErrorKind::kInternal, std::string("cannot block signals: ") + std::strerror(error));
  }
  Fd fd(::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK));
  if (!fd) {
    return fail(ErrorKind::kInternal, std::string("cannot watch signals: ") + std::strerror(errno));
  }
  return StopSignals(std::make_unique<Parts>(std::move(fd), std::move(wake), std::move(options)));
}

bool StopSignals::asked() const {
  return parts_->asked.load();
}

}  // namespace sunhall
