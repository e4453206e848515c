#include "hub/http/pipe.h"

#include <doctest/doctest.h>

#include <string_view>

using namespace sunhall;

namespace {

Bytes bytes(std::size_t count) {
  return std::make_shared<const std::vector<std::uint8_t>>(count, std::uint8_t{1});
}

}  // namespace

TEST_CASE("pipe: chunks come out in order, and then the end") {
  Pipe pipe(100);
  const Bytes first = bytes(10);
  const Bytes second = bytes(20);
  CHECK(pipe.put(first) == Pipe::Put::kTaken);
  CHECK(pipe.put(second) == Pipe::Put::kTaken);
  pipe.close();

  CHECK_FALSE(pipe.is_finished());
  const auto taken = pipe.take();
  REQUIRE(taken.size() == 2);
  CHECK(taken[0] == first);  // the same bytes, not a copy
  CHECK(taken[1] == second);
  CHECK(pipe.is_finished());
  CHECK(pipe.put(first) == Pipe::Put::kClosed);
}

TEST_CASE("pipe: it never holds more than its limit, but always takes one chunk") {
  Pipe pipe(100);
  CHECK(pipe.put(bytes(500)) == Pipe::Put::kTaken);
  CHECK(pipe.put(bytes(1)) == Pipe::Put::kFull);
  pipe.take();
  CHECK(pipe.put(bytes(60)) == Pipe::Put::kTaken);
  CHECK(pipe.put(bytes(40)) == Pipe::Put::kTaken);
  CHECK(pipe.put(bytes(1)) == Pipe::Put::kFull);
  CHECK(pipe.put(bytes(500)) == Pipe::Put::kFull);
  CHECK(pipe.put(bytes(0)) == Pipe::Put::kTaken);
}

TEST_CASE("pipe: a reader may take a little at a time") {
  Pipe pipe(100);
  for (int i = 0; i < 4; ++i) CHECK(pipe.put(bytes(25)) == Pipe::Put::kTaken);
  CHECK(pipe.take(30).size() == 2);
  CHECK(pipe.put(bytes(50)) == Pipe::Put::kTaken);
  CHECK(pipe.take().size() == 3);
  CHECK(pipe.take().empty());
}

TEST_CASE(
    "pipe: the reader is woken when something comes and when the end comes, not for each chunk") {
  Pipe pipe(100);
  int woken = 0;
  pipe.on_readable([&] { ++woken; });
  CHECK(pipe.put(bytes(1)) == Pipe::Put::kTaken);
  CHECK(pipe.put(bytes(1)) == Pipe::Put::kTaken);
  CHECK(woken == 1);
  pipe.take();
  CHECK(pipe.put(bytes(1)) == Pipe::Put::kTaken);
  CHECK(woken == 2);
  pipe.close();
  pipe.close();
  CHECK(woken == 3);
}

TEST_CASE("pipe: when the reader is gone the writer hears it, and nobody is woken any more") {
  Pipe pipe(100);
  int woken = 0;
  pipe.on_readable([&] { ++woken; });
  const Bytes chunk = bytes(10);
  CHECK(pipe.put(chunk) == Pipe::Put::kTaken);
  CHECK(pipe.is_open());
  pipe.abandon();
  CHECK(pipe.put(chunk) == Pipe::Put::kClosed);
  CHECK_FALSE(pipe.is_open());
  CHECK(pipe.is_finished());
  CHECK(chunk.use_count() == 1);  // what nobody will take is not kept
  pipe.close();
  CHECK(woken == 1);
}

TEST_CASE("pipe: one that is cut ends at once, whatever was on its way") {
  Pipe pipe(100);
  int woken = 0;
  CHECK(pipe.put(bytes(10)) == Pipe::Put::kTaken);
  pipe.on_readable([&woken] { ++woken; });
  pipe.cut();
  CHECK(pipe.is_finished());
  CHECK(pipe.take().empty());
  CHECK(pipe.put(bytes(1)) == Pipe::Put::kClosed);
  CHECK(woken == 1);
  pipe.cut();
  CHECK(woken == 1);
}
