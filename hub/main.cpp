// sunhall-hub: the server in the home.
#include <malloc.h>

#include <cstdio>
#include <variant>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "hub/commands.h"
#include "hub/options.h"

namespace {

/// Larger pieces, mostly keyframes, go back to the system when the last reader lets go of them.
constexpr int kMappedBytesMin = 128 << 10;
/// Cameras' threads share these; what one allocates another one frees.
constexpr int kArenasMax = 2;

// Video is allocated on one thread, freed on another, seconds later:
// docs/decisions/0074-keyframes-are-mapped.md.
void tame_heap() {
  mallopt(M_MMAP_THRESHOLD, kMappedBytesMin);
  mallopt(M_TRIM_THRESHOLD, kMappedBytesMin);
  mallopt(M_ARENA_MAX, kArenasMax);
}

}  // namespace

int main(int argc, char** argv) {
  using namespace sunhall;
  tame_heap();
  const tl::expected<HubCommand, HubLeave> command = parse_hub_command(argc, argv);
  if (!command) {
    const HubLeave& leave = command.error();
    std::fprintf(leave.exit_code == hub_exit::kOk ? stdout : stderr, "%s\n", leave.text.c_str());
    return leave.exit_code;
  }
  // What a command answers is on stdout; what happens meanwhile is told beside it.
  spdlog::set_default_logger(spdlog::stderr_logger_mt("hub"));
  return std::visit([](const auto& options) { return do_command(options); }, *command);
}
