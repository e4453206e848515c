// The words that say why time is missing, and the sentences that go with them.
#pragma once

#include <string_view>

namespace sunhall {

// A run's own words stand beside these: `run_reason_word`. For people: docs/store.md.
inline constexpr std::string_view kReasonRunEnded = "run_ended";  // until the next run says more
inline constexpr std::string_view kReasonDiskSlow = "disk_slow";  // the queue was full
inline constexpr std::string_view kReasonDiskFull = "disk_full";  // no room, nothing may go
inline constexpr std::string_view kReasonDiskAway = "disk_away";  // the disk failed
inline constexpr std::string_view kReasonHubStopped = "hub_stopped";  // by intent
inline constexpr std::string_view kReasonHubKilled = "hub_killed";    // killed, or power lost
inline constexpr std::string_view kReasonHubStarted = "hub_started";  // up, no picture yet
inline constexpr std::string_view kReasonNotInSite = "not_in_site";   // no longer in the site file
inline constexpr std::string_view kReasonPartsMissing = "parts_missing";  // ingest left a hole
inline constexpr std::string_view kReasonRetention = "retention";         // deleted: old enough
inline constexpr std::string_view kReasonNothingWhole = "nothing_whole";  // no frame survived
inline constexpr std::string_view kReasonLost = "lost";                   // the file is missing
inline constexpr std::string_view kReasonNotRecorded = "not_recorded";    // before the first file
inline constexpr std::string_view kReasonNotYet = "not_yet";              // after the newest frame
inline constexpr std::string_view kReasonUnknown = "unknown";  // the index says nothing: a bug

}  // namespace sunhall
