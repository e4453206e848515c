#include "core/stage/service_lines.h"

#include <chrono>

#include "core/stage/strings.h"

namespace sunhall {

namespace {

using std::chrono::days;
using std::chrono::hours;
using std::chrono::minutes;

// Nobody counts hours in minutes: 119 分钟, then 2 小时, from two days on 2 天.
std::string span_words(WallTime since, WallTime now, Language language) {
  const auto span = std::chrono::floor<minutes>(now - since);
  if (span < minutes(1)) return {};
  if (span < hours(2)) return say(Say::kSpanMinutes, language, {std::to_string(span.count())});
  if (span < days(2)) {
    return say(Say::kSpanHours, language,
               {std::to_string(std::chrono::floor<hours>(span).count())});
  }
  return say(Say::kSpanDays, language, {std::to_string(std::chrono::floor<days>(span).count())});
}

Say words_of(PlatformState state) {
  switch (state) {
    case PlatformState::kConnecting:
      return Say::kPlatformConnecting;
    case PlatformState::kRegistered:
      return Say::kPlatformRegistered;
    case PlatformState::kRefused:
      return Say::kPlatformRefused;
    case PlatformState::kLost:
      return Say::kPlatformLost;
  }
  return Say::kPlatformLost;
}

Tone tone_of(PlatformState state) {
  if (state == PlatformState::kRegistered) return Tone::kGood;
  return state == PlatformState::kConnecting ? Tone::kCaution : Tone::kBad;
}

ServiceLine line_of(const PlatformView& platform, const ZonedTime& now, Language language) {
  std::string word(say(words_of(platform.state), language));
  // How long all has been well is nobody's question.
  if (platform.since && platform.state != PlatformState::kRegistered) {
    const std::string span = span_words(*platform.since, now.utc, language);
    if (!span.empty()) word += " " + span;
  }
  return {.name = platform.name,
          .status = {.tone = tone_of(platform.state), .word = std::move(word)}};
}

}  // namespace

std::vector<ServiceLine> service_lines(std::span<const PlatformView> platforms,
                                       const ZonedTime& now, Language language) {
  std::vector<ServiceLine> lines;
  const bool all_fit = platforms.size() <= kServiceLinesMax;
  for (const bool is_well : {false, true}) {
    for (const PlatformView& platform : platforms) {
      const bool is_turn =
          all_fit ? !is_well : (platform.state == PlatformState::kRegistered) == is_well;
      if (is_turn && lines.size() < kServiceLinesMax) {
        lines.push_back(line_of(platform, now, language));
      }
    }
  }
  return lines;
}

}  // namespace sunhall
