#include "hub/picture_watch.h"

#include <optional>
#include <utility>

#include "hub/media/first_picture.h"

extern "C" {
#include <libavutil/pixdesc.h>
}

namespace sunhall {

namespace {

std::optional<LumaView> luma_of(const AVFrame& frame) {
  const AVPixFmtDescriptor* format = av_pix_fmt_desc_get(static_cast<AVPixelFormat>(frame.format));
  const bool is_plain = format != nullptr && format->nb_components >= 3 &&
                        (format->flags & AV_PIX_FMT_FLAG_PLANAR) != 0 &&
                        (format->flags & AV_PIX_FMT_FLAG_RGB) == 0 && format->comp[0].depth == 8 &&
                        format->comp[0].plane == 0;
  if (!is_plain) return std::nullopt;
  return LumaView{.data = frame.data[0],
                  .width = frame.width,
                  .height = frame.height,
                  .stride_bytes = frame.linesize[0]};
}

}  // namespace

PictureWatch::PictureWatch(std::vector<const LiveStream*> streams, std::chrono::milliseconds pause)
    : streams_(std::move(streams)),
      pause_(pause),
      states_(streams_.size(), PictureState::kUnknown),
      judges_(streams_.size()),
      worker_("looks", [this](const std::stop_token& stop) { run(stop); }) {}

std::vector<PictureState> PictureWatch::states() const {
  const MutexLock lock(mutex_);
  return states_;
}

void PictureWatch::run(const std::stop_token& stop) {
  const std::stop_callback on_stop(stop, [this] { wake_.wake(); });
  while (!stop.stop_requested()) {
    for (std::size_t i = 0; i < streams_.size() && !stop.stop_requested(); ++i) {
      const PictureState state = look(i);
      const MutexLock lock(mutex_);
      states_[i] = state;
    }
    wake_.wait_for(pause_);
  }
}

PictureState PictureWatch::look(std::size_t stream) {
  const auto film = streams_[stream]->newest_keyframe();
  const auto frame =
      film ? decode_first_picture(*film) : Result<AvFrame>(tl::unexpected(film.error()));
  const auto luma = frame ? luma_of(**frame) : std::nullopt;
  if (!luma) {
    judges_[stream].forget();
    return PictureState::kUnknown;
  }
  return judges_[stream].look(look_at(*luma));
}

}  // namespace sunhall
