// This machine's address on the home's network.
#pragma once

#include <optional>
#include <string>

namespace sunhall {

/// The IPv4 address that others at home reach this machine by: the one it would use itself on its
/// way out, if that is a private one, else any private one. Empty: there is none now.
///
/// Blocks:  on the kernel only; nothing is sent.
std::optional<std::string> lan_address();

}  // namespace sunhall
