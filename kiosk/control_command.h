// What the outside may ask of the kiosk, one line each.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>

#include "core/base/result.h"
#include "core/stage/key.h"
#include "core/stage/mode.h"

namespace sunhall {

inline constexpr std::size_t kControlLineBytesMax = 4096;
inline constexpr std::size_t kNoticeBytesMax = 1000;  // about 330 hanzi: more does not fit a screen

struct ModeCommand {
  Mode mode = Mode::kRotate;
  friend bool operator==(const ModeCommand&, const ModeCommand&) = default;
};
struct SingleCommand {
  std::string camera;  // a camera's id; the screen thread knows whether it exists
  friend bool operator==(const SingleCommand&, const SingleCommand&) = default;
};
struct NoticeCommand {
  std::string text;  // empty: take the notice away
  friend bool operator==(const NoticeCommand&, const NoticeCommand&) = default;
};
struct KeyCommand {
  KeyEvent event;
  friend bool operator==(const KeyCommand&, const KeyCommand&) = default;
};
struct SnapshotCommand {
  std::string file;  // an absolute path
  friend bool operator==(const SnapshotCommand&, const SnapshotCommand&) = default;
};
struct StatusCommand {  // answered by the control thread; never reaches the screen thread
  friend bool operator==(const StatusCommand&, const StatusCommand&) = default;
};
struct QuitCommand {
  friend bool operator==(const QuitCommand&, const QuitCommand&) = default;
};

using ControlCommand = std::variant<ModeCommand, SingleCommand, NoticeCommand, KeyCommand,
                                    SnapshotCommand, StatusCommand, QuitCommand>;

/// Reads one line without its newline.
///
/// Errors:  kBadInput, in words that are sent back to whoever asked.
/// Source:  docs/control.md.
Result<ControlCommand> parse_control_line(std::string_view line);

}  // namespace sunhall
