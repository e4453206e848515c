// The camera simulator as a test uses it: real RTSP servers that misbehave on command.
#pragma once

#include <sys/types.h>

#include <string>
#include <string_view>

#include "native/site_file.h"

namespace sunhall::test {

/// A running tools/camera_sim on free ports; it ends with this object.
///
/// Errors:  a simulator that does not start fails the test: nothing is skipped silently.
class CameraSim {
 public:
  explicit CameraSim(int camera_count = 5);
  ~CameraSim();
  CameraSim(const CameraSim&) = delete;
  CameraSim& operator=(const CameraSim&) = delete;

  /// Says one command, for example `freeze dining`, and checks that it is obeyed.
  void tell(const std::string& command);

  /// Answers `stat` as the simulator writes it (JSON, one line).
  std::string stat() { return ask("stat"); }
  int client_count(std::string_view mount);

  std::string url(std::string_view mount) const;
  /// A camera with both streams and the sample user and password.
  CameraSource camera(const std::string& id) const;
  /// The same without its sub-stream.
  CameraSource main_only(const std::string& id) const;

 private:
  std::string ask(const std::string& line);

  pid_t process_ = -1;
  int port_ = 0;
  int control_port_ = 0;
};

}  // namespace sunhall::test
