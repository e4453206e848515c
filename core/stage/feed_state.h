// What a feed may claim on the screen, judged from its pictures and from nothing else.
#pragma once

#include <optional>
#include <string_view>

#include "core/base/time.h"

namespace sunhall {

/// A picture older than this is marked 信号延迟.
inline constexpr Ticks kDelayedAfter = std::chrono::seconds(2);
/// A picture older than this is no longer shown as the kitchen: 信号中断 since hh:mm.
inline constexpr Ticks kLostAfter = std::chrono::seconds(5);
/// Pictures that keep coming but do not change for this long are marked 画面静止.
/// Well under five seconds: an encoder may go on refining a frozen picture for a second or more.
inline constexpr Ticks kStillAfter = std::chrono::milliseconds(3500);

enum class FeedState : unsigned char {
  kIdle,     // nobody watches: not connected
  kOpening,  // asked for, no picture yet
  kLive,     // the newest picture is fresh and its content moves
  kDelayed,  // the newest picture is older than kDelayedAfter
  kLost,     // no picture for kLostAfter, or none came at all in that time
  kStill,    // pictures come, their content does not change
};

/// How a camera is wanted on the screen; the stage decides it at each step.
enum class Demand : unsigned char {
  kNone,   // not on the screen: not connected, not decoded
  kSmall,  // a small tile: the sub stream will do
  kBig,    // the main stream
};

/// Writes `idle opening live delayed lost still`.
std::string_view feed_state_word(FeedState state);

/// When things last happened to one feed, on the monotonic clock.
struct FeedFacts {
  std::optional<Ticks> wanted_since;    // empty: nobody watches
  std::optional<Ticks> newest_picture;  // when the newest decoded picture arrived
  std::optional<Ticks> newest_change;   // when a decoded picture last differed from the one before
};

/// Judges a feed from the age and the content of its pictures.
///
/// Never "connected": a connection that brings no new picture is worth nothing to a resident.
FeedState judge_feed(const FeedFacts& facts, Ticks now);

}  // namespace sunhall
