// How long the day's records are kept.
#pragma once

#include <chrono>

namespace sunhall {

/// How long bodies, photos and readings are kept; master data is, as long as the home works.
///
/// Source:  食品安全法 §50, §53: purchases 6 months past the shelf life, without one 2 years; other
///          logs 2 years by common practice.
struct KeepingTimes {
  std::chrono::months purchase_past_shelf_life{6};
  std::chrono::months others{24};  // also purchases without a shelf life
};

}  // namespace sunhall
