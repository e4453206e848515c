// toml++ with its assertions off; include this instead of the library's own header.
//
// toml++ 3.3.0 asserts on broken files such as `[[[a]]` where it should report them (upstream pull
// request 301): an assert would end the program over a typing slip, and with NDEBUG clang is told
// to assume that it cannot happen. With the assertions empty the parser reaches its own error
// branch.
#pragma once

#pragma push_macro("NDEBUG")
#undef NDEBUG
#define TOML_ASSERT(expr) static_assert(true)
#include <toml++/toml.h>
#pragma pop_macro("NDEBUG")
