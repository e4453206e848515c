// Asks one camera for its streams.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/base/result.h"
#include "hub/onvif/onvif_xml.h"
#include "native/clock.h"
#include "native/secret.h"

namespace sunhall {

struct OnvifStream {
  OnvifProfile profile;
  std::string url;  // rtsp://…; empty when the camera did not tell
};

struct OnvifAnswer {
  std::optional<std::chrono::milliseconds> clock_error;  // the camera's clock less ours
  std::vector<OnvifStream> streams;                      // largest first
};

struct OnvifQuestion {
  std::string address;  // of the device service, http://…/onvif/device_service
  std::string user;     // empty: as nobody
  Secret password;
};

/// Asks a camera for its clock, its profiles and their RTSP addresses.
///
/// The password is sent as a digest only, made with the camera's own time: its clock may be wrong.
///
/// Blocks:  at most 10 s a question, about five questions.
/// Errors:  kUnavailable when it does not answer or refuses; kBadInput for answers that are none.
Result<OnvifAnswer> ask_camera(const OnvifQuestion& question, const Clock& clock);

}  // namespace sunhall
