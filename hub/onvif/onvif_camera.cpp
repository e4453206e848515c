#include "hub/onvif/onvif_camera.h"

#include <algorithm>
#include <random>
#include <utility>

#include "native/http_get.h"

namespace sunhall {

namespace {

constexpr std::size_t kNonceBytes = 16;

// SOAP 1.2 answers a fault with status 400 or 500: the kind of refusal is in the status.
Result<std::string> post(const std::string& url, std::string body) {
  auto answer = http_get({.url = url,
                          .post_type = "application/soap+xml; charset=utf-8",
                          .post_body = std::move(body),
                          .body_bytes_max = kOnvifBytesMax},
                         {});
  if (!answer) return tl::unexpected(std::move(answer.error()));
  return std::move(answer->body);
}

std::string random_bytes(std::size_t count) {
  std::random_device random;
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(static_cast<char>(random() & 0xffU));
  return out;
}

// One camera, and what is needed to speak to it.
class Conversation {
 public:
  Conversation(const OnvifQuestion& question, const Clock& clock)
      : question_(question), clock_(clock) {}

  // Cameras tell their time to anybody; one that does not is thought to be right.
  std::optional<std::chrono::milliseconds> compare_clocks() {
    const auto time =
        post(question_.address, write_get_time()).and_then([](const std::string& xml) {
          return read_time(xml);
        });
    if (!time) return std::nullopt;
    clock_error_ = time->utc - clock_.now().wall.utc;
    return clock_error_;
  }

  Result<std::string> media_address() {
    return post(question_.address, write_get_capabilities(login()))
        .and_then([](const std::string& xml) { return read_media_address(xml); });
  }

  Result<std::vector<OnvifProfile>> profiles(const std::string& media) {
    return post(media, write_get_profiles(login())).and_then([](const std::string& xml) {
      return read_profiles(xml);
    });
  }

  Result<std::string> stream_url(const std::string& media, const std::string& token) {
    return post(media, write_get_stream_uri(token, login())).and_then([](const std::string& xml) {
      return read_stream_uri(xml);
    });
  }

 private:
  OnvifLogin login() const {
    return {.user = question_.user,
            .password = question_.password,
            .created = {clock_.now().wall.utc + clock_error_, std::chrono::minutes(0)},
            .nonce_bytes = random_bytes(kNonceBytes)};
  }

  const OnvifQuestion& question_;
  const Clock& clock_;
  std::chrono::milliseconds clock_error_{0};
};

}  // namespace

Result<OnvifAnswer> ask_camera(const OnvifQuestion& question, const Clock& clock) {
  Conversation camera(question, clock);
  OnvifAnswer out;
  out.clock_error = camera.compare_clocks();
  const Result<std::string> media = camera.media_address();
  if (!media) return tl::unexpected(media.error());
  Result<std::vector<OnvifProfile>> profiles = camera.profiles(*media);
  if (!profiles) return tl::unexpected(std::move(profiles.error()));
  for (OnvifProfile& profile : *profiles) {
    std::string url = camera.stream_url(*media, profile.token).value_or(std::string());
    out.streams.push_back({std::move(profile), std::move(url)});
  }
  std::ranges::sort(out.streams, std::ranges::greater(), [](const OnvifStream& stream) {
    return static_cast<long>(stream.profile.width) * stream.profile.height;
  });
  return out;
}

}  // namespace sunhall
