// Bytes that many readers share and nobody changes.
#pragma once

#include <cstdint>
#include <memory>
#include <vector>

namespace sunhall {

/// Shared, immutable bytes: a payload is in memory once, however many send or write it.
using Bytes = std::shared_ptr<const std::vector<std::uint8_t>>;

}  // namespace sunhall
