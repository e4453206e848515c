#include "core/stage/trace_words.h"

#include <array>
#include <utility>

#include "core/stage/strings.h"

namespace sunhall {
namespace {

constexpr std::array<std::pair<std::string_view, Say>, 18> kReasons = {
    {{"hub_started", Say::kGapHubStarted},
     {"hub_stopped", Say::kGapHubStopped},
     {"hub_killed", Say::kGapHubKilled},
     {"camera_back", Say::kGapCamera},
     {"codec_changed", Say::kGapCodec},
     {"clock_stepped", Say::kGapClock},
     {"timestamps_jumped", Say::kGapTimestamps},
     {"disk_full", Say::kGapDiskFull},
     {"disk_away", Say::kGapDiskAway},
     {"disk_slow", Say::kGapDiskSlow},
     {"retention", Say::kGapRetention},
     {"lost", Say::kGapLost},
     {"run_ended", Say::kGapRunEnded},
     {"not_in_site", Say::kGapNotInSite},
     {"parts_missing", Say::kGapParts},
     {"nothing_whole", Say::kGapNotWhole},
     {"not_yet", Say::kGapNotYet},
     {"not_recorded", Say::kGapNotRecorded}}};

}  // namespace

std::string_view say_gap_reason(std::string_view reason, Language language) {
  for (const auto& [word, words] : kReasons) {
    if (word == reason) return say(words, language);
  }
  return say(Say::kGapOther, language);
}

std::string say_gap_span(const TraceGap& gap, std::chrono::minutes offset) {
  const ZonedTime from = {gap.from, offset};
  const ZonedTime to = {gap.to, offset};
  const bool is_short = gap.to - gap.from < std::chrono::minutes(1);
  if (is_short) return format_hh_mm_ss(from) + "–" + format_hh_mm_ss(to);
  // 24:00 of a day is no other day.
  const WallTime last = gap.to - std::chrono::milliseconds(1);
  const bool over_midnight = day_of(gap.from, offset) != day_of(last, offset);
  const std::string end = to_local(to).date == day_of(last, offset) ? format_hh_mm(to) : "24:00";
  if (!over_midnight) return format_hh_mm(from) + "–" + end;
  const auto with_day = [](const ZonedTime& time) {
    return format_date(to_local(time).date).substr(5) + " " + format_hh_mm(time);
  };
  return with_day(from) + "–" + with_day(to);
}

std::string say_duration(std::chrono::milliseconds span, Language language) {
  const auto seconds = std::chrono::floor<std::chrono::seconds>(span).count();
  if (seconds < 60) return say(Say::kTraceSeconds, language, {std::to_string(seconds)});
  const auto minutes = seconds / 60;
  if (minutes < 60) return say(Say::kTraceMinutes, language, {std::to_string(minutes)});
  return say(Say::kTraceHours, language,
             {std::to_string(minutes / 60), std::to_string(minutes % 60)});
}

std::string_view say_trouble(TraceTrouble trouble, Language language) {
  switch (trouble) {
    case TraceTrouble::kNone:
      return {};
    case TraceTrouble::kNoHub:
      return say(Say::kTraceNoHub, language);
    case TraceTrouble::kHubAway:
      return say(Say::kTraceHubAway, language);
    case TraceTrouble::kRefused:
      return say(Say::kTraceRefused, language);
    case TraceTrouble::kUnreadable:
      return say(Say::kTraceNoAnswer, language);
  }
  return {};
}

std::string say_trace_day(const Date& day, const Date& today, Language language) {
  LocalTime local;
  local.date = day;
  local.weekday = std::chrono::weekday(std::chrono::sys_days(day));
  const std::string words = say_day(local, language);
  if (day == today) return std::string(say(Say::kTraceToday, language)) + " " + words;
  if (day == day_after(today, -1)) {
    return std::string(say(Say::kTraceYesterday, language)) + " " + words;
  }
  return words;
}

}  // namespace sunhall
