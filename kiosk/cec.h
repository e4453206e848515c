// The television's own remote over HDMI, through libcec if this machine has it.
#pragma once

#include <memory>
#include <string>

#include "kiosk/key_inbox.h"
#include "kiosk/key_map.h"
#include "native/clock.h"
#include "native/worker.h"

namespace sunhall {

enum class CecMode : unsigned char { kAuto, kOff };

/// A thread that listens to HDMI-CEC through libcec.
///
/// libcec is looked for at run time and may be missing; where the kernel drives the adapter
/// (/dev/cec0) nothing is opened, because its keys arrive as an input device already.
///
/// Threads: own worker `cec`, plus libcec's, which put into the inbox.
/// Errors:  no library, or no adapter: one log line, then a look every minute.
class CecListener {
 public:
  /// The references outlive the listener.
  CecListener(const KeyMap& map, KeyInbox& inbox, const Clock& clock);
  ~CecListener();

 private:
  struct Parts;
  std::unique_ptr<Parts> parts_;
  Worker worker_;
};

/// Says what this build knows of libcec: `libcec 6.0`, or that it was built without its headers.
std::string cec_build_note();

}  // namespace sunhall
