// Owning handles for libav's objects: no av_*_free outside this file.
#pragma once

#include <memory>

extern "C" {
#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/avutil.h>
#include <libavutil/buffer.h>
#include <libavutil/dict.h>
#include <libavutil/error.h>
#include <libavutil/frame.h>
}

namespace sunhall {

/// Frees what libav frees through the address of the handle.
template <auto Free>
struct AvFree {
  template <class T>
  void operator()(T* handle) const noexcept {
    Free(&handle);
  }
};

using AvFrame = std::unique_ptr<AVFrame, AvFree<av_frame_free>>;
using AvPacket = std::unique_ptr<AVPacket, AvFree<av_packet_free>>;
using AvCodec = std::unique_ptr<AVCodecContext, AvFree<avcodec_free_context>>;
using AvInput = std::unique_ptr<AVFormatContext, AvFree<avformat_close_input>>;
using AvBuffer = std::unique_ptr<AVBufferRef, AvFree<av_buffer_unref>>;
using AvParameters = std::unique_ptr<AVCodecParameters, AvFree<avcodec_parameters_free>>;

/// Options on their way into a libav call; the call takes out what it understood.
class AvOptions {
 public:
  AvOptions() = default;
  ~AvOptions() { av_dict_free(&options_); }
  AvOptions(const AvOptions&) = delete;
  AvOptions& operator=(const AvOptions&) = delete;

  void set(const char* key, const char* value) { av_dict_set(&options_, key, value, 0); }
  void set(const char* key, std::int64_t value) { av_dict_set_int(&options_, key, value, 0); }
  AVDictionary** address() { return &options_; }

 private:
  AVDictionary* options_ = nullptr;
};

}  // namespace sunhall
