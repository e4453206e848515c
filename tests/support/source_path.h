// Where the tests find the project's files.
#pragma once

#include <string>
#include <string_view>

/// The path of a file or folder of the source tree; `inside` is relative to its root.
///
/// Defined beside main: no other object has the checkout's place in it, so that the compiler's
/// cache serves every checkout.
std::string source_path(std::string_view inside);
