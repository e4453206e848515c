#include "kiosk/control.h"

#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <deque>
#include <stop_token>
#include <utility>
#include <vector>

#include "kiosk/control_session.h"
#include "kiosk/unix_socket.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {

namespace {

constexpr int kPollMs = 1000;  // how often idle clients are looked for
// With no descriptor left a waiting client cannot be turned away: do not spin on it.
constexpr std::chrono::milliseconds kOutOfFdsWait{200};

}  // namespace

struct Control::Parts {
  Parts(std::string at, Fd listening, std::function<void()> wake_screen, Check check_command)
      : path(std::move(at)),
        listener(std::move(listening)),
        wake(std::move(wake_screen)),
        check(std::move(check_command)) {}
  ~Parts() {
    worker.stop();
    ::unlink(path.c_str());
  }

  void run(const std::stop_token& stop);
  void accept_clients(Ticks now);
  std::vector<pollfd> waiting_fds() const;
  std::string answer(std::string_view line);
  bool queue(ControlCommand command);

  // Constant after construction.
  const std::string path;
  const Fd listener;
  const std::function<void()> wake;
  const Check check;
  const WakeFd stop_wake;
  const SystemClock clock;
  // Guarded by mutex.
  Mutex mutex{LockRank::kControl};
  std::deque<ControlCommand> commands SUNHALL_GUARDED_BY(mutex);
  std::string status SUNHALL_GUARDED_BY(mutex) = "{}";
  // Touched only by the worker.
  std::vector<ControlSession> sessions;

  Worker worker{"control", [this](const std::stop_token& stop) { run(stop); }};
};

void Control::Parts::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { stop_wake.wake(); });
  while (!stop.stop_requested()) {
    std::vector<pollfd> fds = waiting_fds();
    if (::poll(fds.data(), fds.size(), kPollMs) < 0) continue;
    const Ticks now = clock.now().ticks;
    for (std::size_t i = 0; i < sessions.size(); ++i) {
      ControlSession& session = sessions[i];
      const bool ready = (fds[i + 2].revents & (POLLIN | POLLHUP | POLLERR)) != 0;
      if (ready && session.wants_read()) {
        session.read(now, [this](std::string_view line) { return answer(line); });
      }
      if (session.wants_write()) session.write();
    }
    std::erase_if(sessions, [&](const ControlSession& session) {
      return session.is_over() || now - session.last_line() > kControlIdleMax;
    });
    if (fds[1].revents & POLLIN) accept_clients(now);
  }
}

std::vector<pollfd> Control::Parts::waiting_fds() const {
  std::vector<pollfd> fds = {{stop_wake.get(), POLLIN, 0}, {listener.get(), POLLIN, 0}};
  for (const ControlSession& session : sessions) {
    const int events = (session.wants_read() ? POLLIN : 0) | (session.wants_write() ? POLLOUT : 0);
    fds.push_back({session.fd(), static_cast<short>(events), 0});
  }
  return fds;
}

void Control::Parts::accept_clients(Ticks now) {
  Fd fd(::accept4(listener.get(), nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK));
  if (!fd) {
    if (errno == EMFILE || errno == ENFILE) stop_wake.wait_for(kOutOfFdsWait);
    return;
  }
  ControlSession session(std::move(fd), now);
  if (sessions.size() < kControlClientCountMax) {
    sessions.push_back(std::move(session));
    return;
  }
  session.refuse("too many clients, try again");
  session.write();  // what does not fit at once is lost together with the client
}

std::string Control::Parts::answer(std::string_view line) {
  Result<ControlCommand> command = parse_control_line(line);
  if (!command) return "error: " + command.error().what;
  if (std::holds_alternative<StatusCommand>(*command)) {
    MutexLock lock(mutex);
    return "ok " + status;
  }
  if (check) {
    if (const Result<void> checked = check(*command); !checked) {
      return "error: " + checked.error().what;
    }
  }
  if (!queue(std::move(*command))) return "error: the screen is busy, try again";
  if (wake) wake();
  return "ok";
}

bool Control::Parts::queue(ControlCommand command) {
  MutexLock lock(mutex);
  if (commands.size() >= kControlCommandCountMax) return false;
  commands.push_back(std::move(command));
  return true;
}

Control::Control(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
Control::Control(Control&&) noexcept = default;
Control::~Control() = default;

Result<Control> Control::open(const std::string& path, std::function<void()> wake, Check check) {
  Result<Fd> listener = listen_unix(path);
  if (!listener) return tl::unexpected<Error>(listener.error());
  return Control(
      std::make_unique<Parts>(path, std::move(*listener), std::move(wake), std::move(check)));
}

std::optional<ControlCommand> Control::take() {
  MutexLock lock(parts_->mutex);
  if (parts_->commands.empty()) return std::nullopt;
  ControlCommand command = std::move(parts_->commands.front());
  parts_->commands.pop_front();
  return command;
}

void Control::publish_status(std::string json) {
  MutexLock lock(parts_->mutex);
  parts_->status = std::move(json);
}

}  // namespace sunhall
