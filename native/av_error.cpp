#include "native/av_error.h"

#include <array>
#include <cerrno>
#include <string>

#include "native/av.h"

namespace sunhall {

Error av_error(int code) {
  switch (code) {
    case AVERROR_HTTP_UNAUTHORIZED:
    case AVERROR_HTTP_FORBIDDEN:
      return {ErrorKind::kBadInput, "the camera refuses this user or password"};
    case AVERROR_HTTP_NOT_FOUND:
      return {ErrorKind::kUnavailable, "no stream under this address"};
    case AVERROR_INVALIDDATA:
      return {ErrorKind::kUnavailable, "no usable answer from this address"};
    case AVERROR_EOF:
      return {ErrorKind::kUnavailable, "the camera ended the stream"};
    case AVERROR_DECODER_NOT_FOUND:
    case AVERROR_DEMUXER_NOT_FOUND:
    case AVERROR_PROTOCOL_NOT_FOUND:
      return {ErrorKind::kUnsupported, "this kind of video or address is not known here"};
    case AVERROR(ECONNREFUSED):
      return {ErrorKind::kUnavailable, "connection refused"};
    case AVERROR(EHOSTUNREACH):
    case AVERROR(ENETUNREACH):
      return {ErrorKind::kUnavailable, "no way to this address"};
    case AVERROR(ETIMEDOUT):
      return {ErrorKind::kUnavailable, "no answer in time"};
    case AVERROR(ENOENT):
      return {ErrorKind::kUnavailable, "no such file"};
    case AVERROR(ENOMEM):
      return {ErrorKind::kExhausted, "no memory left"};
    default:
      break;
  }
  std::array<char, AV_ERROR_MAX_STRING_SIZE> text{};
  if (av_strerror(code, text.data(), text.size()) < 0) {
    return {ErrorKind::kInternal, "libav error " + std::to_string(code)};
  }
  return {ErrorKind::kUnavailable, text.data()};
}

}  // namespace sunhall
