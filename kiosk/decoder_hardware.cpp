#include "kiosk/decoder_hardware.h"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <vector>

namespace sunhall {

namespace {

std::vector<std::string> devices(const std::string& folder, std::string_view prefix) {
  std::vector<std::string> found;
  std::error_code error;
  for (std::filesystem::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    if (entry->path().filename().string().starts_with(prefix)) {
      found.push_back(entry->path().string());
    }
  }
  std::sort(found.begin(), found.end());
  return found;
}

}  // namespace

std::string_view hardware_word(HardwareKind kind) {
  return kind == HardwareKind::kVaapi ? "vaapi" : "v4l2";
}

DecoderHardware::DecoderHardware(DecodeChoice choice, std::string device_root)
    : choice_(choice), device_root_(std::move(device_root)) {}

std::string DecoderHardware::device(HardwareKind kind) const {
  const auto found = kind == HardwareKind::kVaapi ? devices(device_root_ + "/dri", "renderD")
                                                  : devices(device_root_, "video");
  return found.empty() ? std::string() : found.front();
}

std::optional<HardwareKind> DecoderHardware::pick(AVCodecID codec) {
  if (choice_ == DecodeChoice::kSoftware || given_up(codec)) return std::nullopt;
  for (const HardwareKind kind : {HardwareKind::kVaapi, HardwareKind::kV4l2}) {
    const bool is_allowed = choice_ == DecodeChoice::kAuto ||
                            (choice_ == DecodeChoice::kVaapi && kind == HardwareKind::kVaapi) ||
                            (choice_ == DecodeChoice::kV4l2 && kind == HardwareKind::kV4l2);
    if (is_allowed && !device(kind).empty()) return kind;
  }
  // Asked for by name and not there: say so. On `auto` a box without hardware is nothing special.
  if (choice_ != DecodeChoice::kAuto) give_up(codec, "the box has no such device");
  return std::nullopt;
}

void DecoderHardware::give_up(AVCodecID codec, std::string_view why) {
  if (given_up(codec).exchange(true)) return;
  spdlog::warn("no hardware decoding of {}: {}; decoding in software", avcodec_get_name(codec),
               why);
}

std::atomic<bool>& DecoderHardware::given_up(AVCodecID codec) {
  if (codec == AV_CODEC_ID_H264) return given_up_.h264;
  if (codec == AV_CODEC_ID_HEVC) return given_up_.hevc;
  return given_up_.others;
}

}  // namespace sunhall
