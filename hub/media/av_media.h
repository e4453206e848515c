// Owning handles for libav's writing side and its parsers, beside those of native/av.h.
#pragma once

#include <memory>

#include "native/av.h"

extern "C" {
#include <libavcodec/bsf.h>
#include <libavformat/avio.h>
#include <libavutil/mem.h>
}

namespace sunhall {

/// Frees what libav frees through the handle itself.
template <auto Free>
struct AvFreeValue {
  template <class T>
  void operator()(T* handle) const noexcept {
    Free(handle);
  }
};

using AvParser = std::unique_ptr<AVCodecParserContext, AvFreeValue<av_parser_close>>;
using AvOutput = std::unique_ptr<AVFormatContext, AvFreeValue<avformat_free_context>>;
using AvFilter = std::unique_ptr<AVBSFContext, AvFree<av_bsf_free>>;

/// Frees an AVIOContext together with the buffer that libav may have exchanged.
struct AvIoFree {
  void operator()(AVIOContext* io) const noexcept {
    av_freep(static_cast<void*>(&io->buffer));
    avio_context_free(&io);
  }
};
using AvIo = std::unique_ptr<AVIOContext, AvIoFree>;

}  // namespace sunhall
