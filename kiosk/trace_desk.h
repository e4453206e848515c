// The past between the stage and the hub: wishes out, coverage and pictures in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/stage/trace_facts.h"
#include "kiosk/archive_client.h"
#include "kiosk/trace_player.h"

namespace sunhall {

struct TraceDeskSetup {
  std::string hub_url;               // no slash at its end
  Secret token;                      // empty: the hub will refuse
  std::vector<std::string> cameras;  // ids in the order of the screen
  const Clock& clock;                // outlives the desk
  DecodeChoice decode = DecodeChoice::kAuto;
  std::function<void()> wake;
};

/// Does what the stage's mode `trace` asks for.
///
/// Order:   in a frame: `take_picture`, `facts`, the stage's step, `follow`.
/// Threads: the screen thread; its workers begin with the first request.
class TraceDesk {
 public:
  explicit TraceDesk(TraceDeskSetup setup);

  /// What the stage is told; lives until the next call.
  const TraceFacts& facts();

  /// Takes note of what the stage wants; empty: nothing.
  void follow(const std::optional<TraceRequest>& request, std::chrono::minutes offset);

  /// Takes the newest picture; whoever takes it shows it.
  std::optional<FeedPicture> take_picture();

 private:
  // Constant after construction.
  const std::vector<std::string> cameras_;
  // Touched only by the screen thread.
  std::optional<DayCoverage> coverage_;
  TraceFacts facts_;
  // Last: their workers are joined first.
  ArchiveClient archive_;
  TracePlayer player_;
};

}  // namespace sunhall
