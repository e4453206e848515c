// What an installer is told while a platform is joined, step by step: pure.
#pragma once

#include <array>
#include <chrono>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "core/base/time.h"
#include "hub/platform/platform_step.h"
#include "native/site_platform.h"

namespace sunhall {

/// What must come true, in this order.
enum class CheckPart : unsigned char { kReach, kRegister, kKeepalive, kCatalog, kVideo };
inline constexpr std::size_t kCheckPartCount = 5;

struct CheckLimits {
  std::chrono::seconds reach{20};
  std::chrono::seconds registration{20};
  std::chrono::seconds keepalive{30};
  std::chrono::seconds wait{60};  // for a question, and then for a call: people click meanwhile
};

/// Follows a link's steps and says what each means.
///
/// Order:   begin, then `take` and `step` as things happen, until `is_over`.
class PlatformCheck {
 public:
  PlatformCheck(PlatformOptions platform, CheckLimits limits)
      : platform_(std::move(platform)), limits_(limits) {}

  /// Each answers the lines to print, Chinese with English beside.
  std::vector<std::string> begin(Ticks now);
  std::vector<std::string> take(const PlatformStep& step, Ticks now);
  std::vector<std::string> step(Ticks now);
  /// The last lines: what came of it.
  std::vector<std::string> end() const;

  bool is_over() const { return at_ == kCheckPartCount; }
  /// Every part came true.
  bool is_good() const;

 private:
  enum class Outcome : unsigned char { kOpen, kGood, kBad };

  std::chrono::seconds limit(CheckPart part) const;
  void note(CheckPart part, std::string words);
  void note_refusal(const PlatformStep& step);
  void note_refused_call(const PlatformStep& step);
  std::vector<std::string> advance(Ticks now);
  void fail(CheckPart part, Ticks now);

  const PlatformOptions platform_;
  const CheckLimits limits_;
  std::array<Outcome, kCheckPartCount> results_{};
  std::array<std::string, kCheckPartCount> words_{};  // what was good about it
  std::size_t at_ = 0;                                // the part that is waited for
  Ticks began_{0};                                    // when it began
  std::vector<std::string> lines_;                    // to be told
  std::string told_trouble_;                          // the same trouble is told once
  std::string told_call_;                             // the channel that was called last
};

}  // namespace sunhall
