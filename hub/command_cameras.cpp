// `sunhall-hub probe` and `sunhall-hub discover`.
#include <cstdio>
#include <string>

#include "hub/commands.h"
#include "hub/ingest/probe.h"
#include "hub/onvif/discovery.h"
#include "hub/onvif/onvif_camera.h"
#include "native/av_log.h"
#include "native/clock.h"

namespace sunhall {

namespace {

int refuse(const Error& error) {
  std::fprintf(stderr, "sunhall-hub: %s\n", error.what.c_str());
  return hub_exit::kFailed;
}

// What a camera says is printed: nothing in it may move the cursor or colour the terminal.
std::string printable(std::string text) {
  std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; });
  return text;
}

void print_streams(const OnvifAnswer& answer) {
  if (answer.clock_error) {
    std::printf("  时钟误差 clock error: %+.1f s\n",
                std::chrono::duration<double>(*answer.clock_error).count());
  }
  for (const OnvifStream& stream : answer.streams) {
    const OnvifProfile& profile = stream.profile;
    std::printf(
        "  %s %s %d×%d  %s\n", printable(profile.name).c_str(), printable(profile.encoding).c_str(),
        profile.width, profile.height,
        stream.url.empty() ? "(没有给出地址 no address told)" : printable(stream.url).c_str());
  }
}

bool ask_and_print(const DiscoverOptions& options, const std::string& address) {
  const Result<OnvifAnswer> answer = ask_camera(
      {.address = address, .user = options.user, .password = options.password}, SystemClock());
  if (!answer) {
    std::printf("  没有回答 no answer: %s\n", printable(answer.error().what).c_str());
    return false;
  }
  print_streams(*answer);
  return true;
}

}  // namespace

int do_command(const ProbeOptions& options) {
  install_av_log();
  const Result<ProbeReport> report = probe(options.source, SystemClock(), [] { return false; });
  if (!report) return refuse(report.error());
  std::printf("%s\n%s", describe(*report, "zh").c_str(), describe(*report, "en").c_str());
  return hub_exit::kOk;
}

int do_command(const DiscoverOptions& options) {
  if (!options.address.empty()) {
    std::printf("%s\n", printable(options.address).c_str());
    return ask_and_print(options, options.address) ? hub_exit::kOk : hub_exit::kFailed;
  }
  std::printf("正在查找，三秒 … looking for three seconds …\n");
  std::fflush(stdout);
  const Result<std::vector<OnvifMatch>> found = search_cameras();
  if (!found) return refuse(found.error());
  for (const OnvifMatch& match : *found) {
    std::printf("%s %s  %s\n", printable(match.name).c_str(), printable(match.hardware).c_str(),
                printable(match.addresses.front()).c_str());
    ask_and_print(options, match.addresses.front());
  }
  std::printf("找到 %zu 台 cameras found: %zu\n", found->size(), found->size());
  return hub_exit::kOk;
}

}  // namespace sunhall
