// The control socket: how schedules, staff tools and tests reach a running kiosk.
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "core/base/result.h"
#include "core/base/time.h"
#include "kiosk/control_command.h"

namespace sunhall {

inline constexpr std::size_t kControlClientCountMax = 8;
inline constexpr std::size_t kControlCommandCountMax = 64;
/// A client that completes no line for this long makes room for another.
inline constexpr Ticks kControlIdleMax = std::chrono::seconds(30);

/// A Unix stream socket that takes one command a line.
///
/// Order:   `take` on the screen thread, every frame, until it is empty.
/// Threads: own worker `control`; all methods from any thread.
/// Blocks:  never; a client that does not read its answers is dropped.
class Control {
 public:
  /// Says why a well-formed command cannot be done; called on the worker.
  using Check = std::function<Result<void>(const ControlCommand&)>;

  /// Listens at `path` with mode 0600; `wake` is called on the worker when a command is waiting.
  ///
  /// Errors:  kBadInput if the path is too long or names something that is not a socket;
  ///          kUnavailable if another program listens there or the folder refuses.
  static Result<Control> open(const std::string& path, std::function<void()> wake,
                              Check check = {});

  Control(Control&&) noexcept;
  ~Control();

  /// Takes the oldest command, if there is one.
  std::optional<ControlCommand> take();

  /// Leaves the text that `status` answers; once a second is enough.
  void publish_status(std::string json);

 private:
  struct Parts;
  explicit Control(std::unique_ptr<Parts> parts);
  std::unique_ptr<Parts> parts_;
};

}  // namespace sunhall
