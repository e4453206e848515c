// What a probe found, in words for the person on the ladder.
#include <spdlog/fmt/fmt.h>

#include <cstdlib>

#include "hub/ingest/probe.h"
#include "hub/media/part.h"

namespace sunhall {

namespace {

constexpr Ticks kSlowStart = std::chrono::seconds(4);
constexpr int kBrowserHeightMax = 1080;  // pixels: what phones decode beside everything else
constexpr double kFewFrames_per_s = 12;
constexpr std::uint64_t kHighBits_per_s = 8'000'000;
constexpr int kClockErrorTold_ms = 2'000;

double seconds(Ticks time) {
  return std::chrono::duration<double>(time).count();
}

void advise_codec(const ProbeReport& report, std::vector<ProbeAdvice>& out) {
  if (report.codec == "hevc") {
    out.push_back(
        {.zh = "视频编码是 H.265：Chromium、Edge 和 Firefox 大多不能播放，家属手机可能看不到画面；"
               "请在摄像头里改为 H.264，或至少把子码流改为 H.264",
         .en =
             "H.265: most Chromium, Edge and Firefox browsers cannot play it, so families may see "
             "nothing; set the camera, or at least its sub stream, to H.264"});
  } else if (report.codec != "h264") {
    out.push_back(
        {.zh = fmt::format("视频编码是 {}：系统只支持 H.264 和 H.265，不能录像也不能直播；"
                           "请在摄像头里改为 H.264",
                           report.codec),
         .en = fmt::format("the codec is {}: it can be neither recorded nor shown live; "
                           "set the camera to H.264",
                           report.codec)});
  } else if (report.profile.find("4:4:4") != std::string::npos ||
             report.profile.find("4:2:2") != std::string::npos ||
             report.profile.find("10") != std::string::npos) {
    out.push_back({.zh = "H.264 配置（profile）" + report.profile +
                         "：浏览器和电视大多不能播放；请改为 Main 或 High",
                   .en = "H.264 profile " + report.profile +
                         ": browsers and televisions cannot play it; set Main or High"});
  }
}

void advise_keyframes(const ProbeReport& report, std::vector<ProbeAdvice>& out) {
  if (!report.keyframe_interval) {
    out.push_back(
        {.zh = fmt::format(
             "{:.0f} 秒内没有见到两个关键帧：画面打开慢，超过 {} 秒没有关键帧的录像会中断；"
             "请把关键帧间隔（I 帧间隔）设为 2 秒，并关闭“智能编码”",
             seconds(kProbeTime), kSegmentMax / std::chrono::seconds(1)),
         .en = fmt::format("no two keyframes in {:.0f} s: pictures start slowly, and recordings "
                           "break where none comes for {} s; set the keyframe interval to 2 s and "
                           "turn smart coding off",
                           seconds(kProbeTime), kSegmentMax / std::chrono::seconds(1))});
  } else if (*report.keyframe_interval > kSlowStart) {
    out.push_back(
        {.zh = fmt::format("关键帧间隔 {:.1f} 秒：打开画面要等这么久；请设为 2 秒",
                           seconds(*report.keyframe_interval)),
         .en = fmt::format("keyframes every {:.1f} s: whoever looks waits that long for the first "
                           "picture; set 2 s",
                           seconds(*report.keyframe_interval))});
  }
  if (report.has_b_frames) {
    out.push_back({.zh = "有 B 帧：画面延迟更大；请在摄像头里关闭 B 帧",
                   .en = "B-frames: they add delay; turn them off in the camera"});
  }
}

void advise_load(const ProbeReport& report, std::vector<ProbeAdvice>& out) {
  if (std::min(report.width, report.height) > kBrowserHeightMax) {
    out.push_back({.zh = fmt::format("{}×{}：高于 1080p，手机和电视可能解码不动；请降低分辨率，"
                                     "或让公众观看子码流",
                                     report.width, report.height),
                   .en = fmt::format("{}x{}: above 1080p, phones and televisions may not keep up; "
                                     "lower it or show the sub stream",
                                     report.width, report.height)});
  }
  if (report.frames_per_s && *report.frames_per_s < kFewFrames_per_s) {
    out.push_back({.zh = fmt::format("每秒只有 {:.1f} 帧：动作不连贯", *report.frames_per_s),
                   .en = fmt::format("only {:.1f} pictures a second: movement looks broken",
                                     *report.frames_per_s)});
  }
  if (report.bits_per_s && *report.bits_per_s > kHighBits_per_s) {
    const double mbit = static_cast<double>(*report.bits_per_s) / 1e6;
    out.push_back(
        {.zh = fmt::format("码率 {:.1f} Mbit/s：硬盘和家属的网络负担大；4 Mbit/s 以下就够", mbit),
         .en = fmt::format("{:.1f} Mbit/s: heavy for the disk and for families' networks; "
                           "4 Mbit/s is enough",
                           mbit)});
  }
  if (report.loss_count > 0) {
    out.push_back({.zh = "有丢包：请检查网线和交换机，或改用 TCP 传输",
                   .en = "packets get lost: look at the cable and the switch, or use TCP"});
  }
}

void advise_rest(const ProbeReport& report, std::vector<ProbeAdvice>& out) {
  if (report.clock_error_ms && std::abs(*report.clock_error_ms) > kClockErrorTold_ms) {
    const double error = *report.clock_error_ms / 1e3;
    out.push_back({.zh = fmt::format("摄像头时钟与本机相差 {:+.1f} 秒，画面上的时间字样会不对；"
                                     "请在摄像头里设置 NTP 校时",
                                     error),
                   .en = fmt::format("the camera's clock is {:+.1f} s off, and so is the time it "
                                     "writes into the picture; set NTP in the camera",
                                     error)});
  }
  if (report.has_audio) {
    out.push_back({.zh = "摄像头带声音：系统不录音也不播放声音；建议在摄像头里关闭音频",
                   .en =
                       "the camera sends audio: it is neither recorded nor played; better turn it "
                       "off in the camera"});
  }
}

std::string or_unknown(bool is_known, std::string text, bool is_zh) {
  if (is_known) return text;
  return is_zh ? "未知" : "unknown";
}

}  // namespace

std::vector<ProbeAdvice> advise(const ProbeReport& report) {
  std::vector<ProbeAdvice> out;
  advise_codec(report, out);
  advise_keyframes(report, out);
  advise_load(report, out);
  advise_rest(report, out);
  return out;
}

std::string describe(const ProbeReport& report, std::string_view language) {
  const bool zh = language != "en";
  const std::string profile = report.profile.empty() ? "" : " " + report.profile;
  std::string out =
      fmt::format("{}: {}{} {}\n", zh ? "编码" : "codec", report.codec, profile, report.codecs);
  out += fmt::format("{}: {}x{}\n", zh ? "分辨率" : "size", report.width, report.height);
  out += fmt::format("{}: {}\n", zh ? "帧率" : "frames a second",
                     or_unknown(report.frames_per_s.has_value(),
                                fmt::format("{:.1f}", report.frames_per_s.value_or(0)), zh));
  out += fmt::format(
      "{}: {}\n", zh ? "关键帧间隔" : "keyframe interval",
      or_unknown(report.keyframe_interval.has_value(),
                 fmt::format("{:.1f} s", seconds(report.keyframe_interval.value_or(Ticks(0)))),
                 zh));
  out +=
      fmt::format("{}: {}\n", zh ? "码率" : "bit rate",
                  or_unknown(report.bits_per_s.has_value(),
                             fmt::format("{} kbit/s", report.bits_per_s.value_or(0) / 1000), zh));
  out += fmt::format("{}: {}\n", zh ? "时钟误差" : "clock error",
                     or_unknown(report.clock_error_ms.has_value(),
                                fmt::format("{} ms", report.clock_error_ms.value_or(0)), zh));
  for (const ProbeAdvice& advice : advise(report)) {
    out += (zh ? "注意: " + advice.zh : "note: " + advice.en) + "\n";
  }
  return out;
}

}  // namespace sunhall
