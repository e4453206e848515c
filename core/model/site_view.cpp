#include "core/model/site_view.h"

#include <utility>

#include "core/model/site_words.h"

namespace sunhall {

std::string_view camera_state_word(CameraState state) {
  return site_word(state, kCameraStateWords);
}

StreamView stream_view(std::string_view camera, StreamKind kind, std::string codecs) {
  const bool is_sub = kind == StreamKind::kSub;
  const std::string folder = "/live/" + std::string(camera);
  return {.codecs = std::move(codecs),
          .live = folder + (is_sub ? "/sub/index.m3u8" : "/main/index.m3u8"),
          .stream = folder + (is_sub ? "/stream.mp4?stream=sub" : "/stream.mp4")};
}

}  // namespace sunhall
