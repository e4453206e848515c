// Failure is a value with a few kinds that say who reacts; a bug is an assert.
#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace sunhall {

enum class ErrorKind : unsigned char {
  kBadInput,     // bytes or records break their format: refuse, say where, count it
  kUnavailable,  // camera, hub, disk or platform is away: back off and retry
  kExhausted,    // a stated limit is full: shed load
  kUnsupported,  // well formed, but outside what we do
  kInternal,     // a call failed in a way nobody foresaw: report it
};

struct [[nodiscard]] Error {
  ErrorKind kind;
  std::string what;  // one line, no full stop
};

// tl::expected has std::expected's names: C++23 makes this one `using`.
template <class T>
using Result = tl::expected<T, Error>;

/// Makes the error side of a Result: `return fail(ErrorKind::kBadInput, "…")`.
inline tl::unexpected<Error> fail(ErrorKind kind, std::string what) {
  return tl::unexpected<Error>(Error{kind, std::move(what)});
}

}  // namespace sunhall
