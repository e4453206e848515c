// sunhall-hub: the server in the home.
#include <cstdio>
#include <variant>

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include "hub/commands.h"
#include "hub/options.h"

int main(int argc, char** argv) {
  using namespace sunhall;
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
