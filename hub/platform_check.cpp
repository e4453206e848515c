#include "hub/platform_check.h"

#include <spdlog/fmt/fmt.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/text.h"

namespace sunhall {

namespace {

using What = PlatformStep::What;

// Less is the way there and back.
constexpr std::chrono::milliseconds kDriftMax{2000};
constexpr std::size_t kWordsCharsMax = 160;  // of what a platform says

constexpr std::array<const char*, kCheckPartCount> kNames = {
    "网络 network", "注册 registration", "心跳 keepalive", "目录 catalogue", "视频 video"};

constexpr std::array<const char*, kCheckPartCount> kWaiting = {
    "正在连接平台 … reaching the platform …", "正在注册 … registering …",
    "等待心跳应答 … waiting for the answer to a keepalive …",
    "等待平台查询目录，请在平台上点“同步目录/刷新通道” … waiting for the platform to ask for the "
    "catalogue: press its refresh …",
    "等待平台点播，请在平台上打开一路画面 … waiting for a call: open a camera on the platform …"};

// What to look at, or to ask the operator, when a part does not come true.
std::string advice(CheckPart part, const PlatformOptions& platform) {
  switch (part) {
    case CheckPart::kReach:
      return fmt::format(
          "请检查网线、路由器和防火墙；并向平台核对地址 {}、端口 {}、{} 方式。"
          " Check cable, router, firewall; ask for address, port and transport",
          platform.host, platform.port, platform.transport == SipTransport::kTcp ? "TCP" : "UDP");
    case CheckPart::kRegister:
      return fmt::format(
          "请向平台核对：设备编码 {} 是否已登记，SIP 服务器编码 {}、SIP 域 {} 是否一致。"
          " Ask whether our number is known, and the server's number and domain",
          platform.device_id, platform.server_id, platform.domain);
    case CheckPart::kKeepalive:
      return "平台接受了注册但不应答心跳：请问平台是否按设备编码识别本单位（注册用户名可能不同）。"
             " It took the registration and ignores keepalives: ask how it tells devices apart";
    case CheckPart::kCatalog:
      return "平台没有来查询：请平台运营方对本设备做一次“目录同步”；有的平台只在首次注册后查询。"
             " It did not ask: have its operator refresh this device's catalogue";
    case CheckPart::kVideo:
      return "平台没有点播：请让平台打开一路画面再试；若平台显示超时，请问取流地址和端口是否对外开"
             "放。"
             " It did not call: have a camera opened there; if it times out, ask about its media "
             "address and ports";
  }
  return {};
}

std::string refusal_advice(int status, const PlatformOptions& platform) {
  switch (status) {
    case 401:
    case 407:
      return "密码或用户名不对（平台再次要求认证）：请核对 password_file 和 user。"
             " Wrong password or user";
    case 403:
      return fmt::format(
          "平台禁止：多为密码不对，或设备编码 {}、用户名 {} 未登记、不一致。去掉 user 再试。"
          " Forbidden: the password, or our number and user",
          platform.device_id, platform.user);
    case 404:
      return fmt::format("平台不认识设备编码 {}：请平台先登记。 Our number is not known there",
                         platform.device_id);
    case 400:
    case 406:
      return fmt::format(
          "平台不接受注册内容：请核对密码、SIP 域 {}（realm）、用户名和版本（{} 版）。"
          " Not acceptable: password, domain (realm), user, edition",
          platform.domain, platform.edition == GbEdition::k2016 ? "2016" : "2022");
    case 503:
      return "平台正忙或在维护，稍后再试。 Busy or being serviced: try again later";
    default:
      return "请把这个应答码告诉平台运营方。 Tell the operator this code";
  }
}

// What a platform says is printed: nothing in it may move the cursor.
std::string printable(const std::string& text) {
  return truncate_chars(clean_line(text), kWordsCharsMax);
}

std::string head(std::size_t part) {
  return fmt::format("({}/{}) {}", part + 1, kCheckPartCount, kNames[part]);
}

std::string drift_words(const PlatformStep& step) {
  if (!step.clock_drift) return "；平台未给时间 no time was told";
  const double seconds = static_cast<double>(step.clock_drift->count()) / 1000.0;
  const bool is_well = std::chrono::abs(*step.clock_drift) <= kDriftMax;
  return fmt::format("；时钟相差 clocks differ by {:+.1f} s{}", seconds,
                     is_well ? "" : "，请两边都校时，否则录像会查错时间 set both by a time server");
}

}  // namespace

std::chrono::seconds PlatformCheck::limit(CheckPart part) const {
  switch (part) {
    case CheckPart::kReach:
      return limits_.reach;
    case CheckPart::kRegister:
      return limits_.registration;
    case CheckPart::kKeepalive:
      return limits_.keepalive;
    case CheckPart::kCatalog:
    case CheckPart::kVideo:
      return limits_.wait;
  }
  return limits_.wait;
}

std::vector<std::string> PlatformCheck::begin(Ticks now) {
  began_ = now;
  std::vector<std::string> lines{fmt::format(
      "检测监管平台 testing {} ({}): {}:{} {}", printable(platform_.name), platform_.id,
      platform_.host, platform_.port, platform_.transport == SipTransport::kTcp ? "TCP" : "UDP")};
  if (platform_.media_ports) {
    lines.push_back(fmt::format("  视频用本机端口 video uses our ports {}–{} (media_ports)",
                                platform_.media_ports->first, platform_.media_ports->last));
  }
  lines.push_back(fmt::format("{} {}", head(0), kWaiting[0]));
  return lines;
}

void PlatformCheck::note(CheckPart part, std::string words) {
  const auto index = static_cast<std::size_t>(part);
  if (results_[index] != Outcome::kOpen) return;
  results_[index] = Outcome::kGood;
  words_[index] = std::move(words);
}

void PlatformCheck::note_refusal(const PlatformStep& step) {
  std::string trouble =
      fmt::format("  平台应答 it answers {} {}", step.status, printable(step.words));
  if (trouble == told_trouble_) return;
  lines_.push_back(trouble);
  lines_.push_back("  " + refusal_advice(step.status, platform_));
  told_trouble_ = std::move(trouble);
}

// People press again and again: the same refusal is told once.
void PlatformCheck::note_refused_call(const PlatformStep& step) {
  std::string trouble = fmt::format(
      "  平台点播 {}，未能送出 it called, not sent: {}；480 是摄像机没有画面，404 "
      "是通道编码不对，486 是端口或"
      "路数用完 (480: no video from the camera; 404: unknown channel; 486: no media port or no "
      "room)",
      told_call_, step.status);
  if (trouble == told_trouble_) return;
  lines_.push_back(trouble);
  told_trouble_ = std::move(trouble);
}

std::vector<std::string> PlatformCheck::take(const PlatformStep& step, Ticks now) {
  if (is_over() || step.platform != platform_.id) return {};
  switch (step.what) {
    case What::kReachable:
      note(CheckPart::kReach, "平台有应答 it answers");
      break;
    case What::kUnreachable: {
      std::string trouble = "  " + printable(step.words);
      if (trouble != told_trouble_ && at_ == 0) lines_.push_back(trouble);
      told_trouble_ = std::move(trouble);
      break;
    }
    case What::kRegistered:
      note(CheckPart::kReach, "平台有应答 it answers");
      note(CheckPart::kRegister,
           "平台接受注册 accepted" +
               (step.version.empty() ? std::string() : "；X-GB-Ver " + printable(step.version)) +
               drift_words(step));
      break;
    case What::kRefused:
      note(CheckPart::kReach, "平台有应答 it answers");
      note_refusal(step);
      break;
    case What::kKeepaliveAnswered:
      if (step.status < 300) note(CheckPart::kKeepalive, "平台应答心跳 answered");
      break;
    case What::kKeepaliveMissed:
      lines_.emplace_back("  一次心跳没有应答 a keepalive was not answered");
      break;
    case What::kQueryAnswered:
      lines_.push_back("  平台查询并已回答 it asked, and was answered: " + printable(step.words));
      if (step.words == "Catalog") note(CheckPart::kCatalog, "已上报目录 the catalogue was told");
      break;
    case What::kInvited:
      told_call_ = printable(step.words);
      break;
    case What::kVideoOffered:
      lines_.push_back("  送流端口 the video's way: " + printable(step.words));
      break;
    case What::kInviteRefused:
      note_refused_call(step);
      break;
    case What::kAcknowledged:
      note(CheckPart::kVideo, "平台已确认，正在送流 acknowledged, the video runs" +
                                  (told_call_.empty() ? std::string() : "：" + told_call_));
      break;
    case What::kMediaEnded:
      lines_.emplace_back("  送流结束 the video ended");
      break;
  }
  return advance(now);
}

std::vector<std::string> PlatformCheck::advance(Ticks now) {
  while (!is_over() && results_[at_] != Outcome::kOpen) {
    const bool is_good = results_[at_] == Outcome::kGood;
    if (is_good) lines_.push_back(fmt::format("{} ✓ {}", head(at_), words_[at_]));
    ++at_;
    began_ = now;
    if (!is_over() && results_[at_] == Outcome::kOpen) {
      lines_.push_back(fmt::format("{} {}", head(at_), kWaiting[at_]));
    }
  }
  return std::exchange(lines_, {});
}

void PlatformCheck::fail(CheckPart part, Ticks) {
  const auto index = static_cast<std::size_t>(part);
  results_[index] = Outcome::kBad;
  lines_.push_back(fmt::format("{} ✗ {} 秒内没有成功 not within {} s", head(index),
                               limit(part).count(), limit(part).count()));
  lines_.push_back("  " + advice(part, platform_));
  // Who is not registered is neither asked nor called.
  if (part == CheckPart::kReach || part == CheckPart::kRegister) {
    for (std::size_t later = index + 1; later < kCheckPartCount; ++later) {
      if (results_[later] == Outcome::kOpen) results_[later] = Outcome::kBad;
    }
  }
}

std::vector<std::string> PlatformCheck::step(Ticks now) {
  if (is_over()) return {};
  const auto part = static_cast<CheckPart>(at_);
  if (now - began_ >= limit(part)) fail(part, now);
  return advance(now);
}

bool PlatformCheck::is_good() const {
  return std::all_of(results_.begin(), results_.end(),
                     [](Outcome result) { return result == Outcome::kGood; });
}

std::vector<std::string> PlatformCheck::end() const {
  const auto good = std::count(results_.begin(), results_.end(), Outcome::kGood);
  std::vector<std::string> lines{fmt::format("{} 项中 {} 项通过 {} of {} passed", kCheckPartCount,
                                             good, good, kCheckPartCount)};
  for (std::size_t part = 0; part < kCheckPartCount; ++part) {
    lines.push_back(
        fmt::format("  {} {}", results_[part] == Outcome::kGood ? "✓" : "✗", kNames[part]));
  }
  return lines;
}

}  // namespace sunhall
