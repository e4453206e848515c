#include "hub/platform/media/rtp_sender.h"

#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <utility>

namespace sunhall {
namespace {

// A datagram's error is the last one's: it is asked again, so that this one is not lost with it.
constexpr int kSendTries = 2;
// A picture that claims to last less or more is not believed.
constexpr Ticks kDurationMin = std::chrono::milliseconds(1);
constexpr Ticks kDurationMax = std::chrono::seconds(2);
constexpr std::uint64_t kTicksPerSecond = 1'000'000;

bool is_full(int error) {
  return error == EAGAIN || error == EWOULDBLOCK;
}

}  // namespace

bool RtpSender::put(TimedPack pack, Ticks now) {
  const bool waits_too_long = !queue_.empty() && now - queue_.front().since > kGbQueueWaitMax;
  if (queue_bytes_ + pack.pack->bytes > kGbQueueBytesMax || waits_too_long) return false;
  queue_bytes_ += pack.pack->bytes;
  note_rate(pack);
  queue_.push_back({.timed = std::move(pack), .since = now});
  return true;
}

void RtpSender::note_rate(const TimedPack& pack) {
  recent_bytes_ += pack.pack->bytes;
  recent_time_ += std::clamp(pack.duration, kDurationMin, kDurationMax);
  while (recent_time_ > kGbRateOver) {
    recent_bytes_ /= 2;
    recent_time_ /= 2;
  }
}

/// How long so many bytes take at the rate that is allowed.
Ticks RtpSender::time_of(std::size_t bytes) const {
  // Half of the span at least: the first keyframe alone is not the stream's rate.
  const auto over = static_cast<std::uint64_t>(std::max(recent_time_, kGbRateOver / 2).count());
  const std::uint64_t own = kGbRateTimes * recent_bytes_ * kTicksPerSecond / over;
  return Ticks(bytes * kTicksPerSecond / std::max(own, kGbRateMin_bps / 8));
}

std::size_t RtpSender::drop_waiting() {
  const std::size_t count = queue_.size();
  queue_.clear();
  queue_bytes_ = 0;
  return count;
}

void RtpSender::begin_batch(Ticks now) {
  TimedPack timed = std::move(queue_.front().timed);
  queue_.pop_front();
  queue_bytes_ -= timed.pack->bytes;
  batch_ = make_rtp_batch(std::move(timed.pack), state_, framing_);
  next_packet_ = 0;
  next_vector_ = 0;
  begun_ = now;
  // What is behind does not take its time.
  spread_ = queue_.empty() ? timed.duration * kGbSpread_percent / 100 : Ticks(0);
}

RtpSender::State RtpSender::step(int socket, Ticks now) {
  wake_at_.reset();
  while (batch_ || !queue_.empty()) {
    if (!batch_) begin_batch(now);
    const State state =
        framing_ == RtpFraming::kDatagram ? step_datagrams(socket, now) : step_stream(socket, now);
    if (state != State::kIdle) return state;
    batch_.reset();
  }
  return State::kIdle;
}

/// How many packets may have left by now.
std::size_t RtpSender::due_count(Ticks now) const {
  const std::size_t count = batch_->packet_count();
  if (spread_.count() <= 0 || now - begun_ >= spread_) return count;
  const auto passed = static_cast<std::size_t>((now - begun_).count());
  return kGbBurstPacketsMax + count * passed / static_cast<std::size_t>(spread_.count());
}

Ticks RtpSender::next_burst_at() const {
  const Ticks soonest = last_burst_ + kGbBurstEvery;
  const std::size_t count = batch_->packet_count();
  if (next_packet_ < kGbBurstPacketsMax || spread_.count() <= 0) return soonest;
  // Rounded up: a moment too early nothing would be due, and the next moment would be this one.
  const auto packets = static_cast<std::int64_t>(count);
  const auto done = static_cast<std::int64_t>(next_packet_);
  const std::int64_t share = (done * spread_.count() + packets - 1) / packets;
  return std::max(soonest, begun_ + Ticks(share));
}

RtpSender::State RtpSender::step_datagrams(int socket, Ticks now) {
  while (next_packet_ < batch_->packet_count()) {
    const std::size_t due = std::min(due_count(now), batch_->packet_count());
    // A few packets at each chance would cost a call each.
    const bool is_worth = due == batch_->packet_count() || due >= next_packet_ + kGbBurstPacketsMax;
    // One burst ahead of the rate: small pictures leave at once.
    const Ticks payable = paid_until_ - time_of(kGbBurstPacketsMax * kRtpPayloadBytesMax);
    if (!is_worth || now < std::max(payable, last_burst_ + kGbBurstEvery)) {
      wake_at_ = std::max(payable, next_burst_at());
      return State::kWaitTime;
    }
    std::array<mmsghdr, kGbBurstPacketsMax> messages{};
    const std::size_t count = std::min(due - next_packet_, messages.size());
    std::size_t bytes = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto packet = batch_->packet(next_packet_ + i);
      messages.at(i).msg_hdr.msg_iov = packet.data();
      messages.at(i).msg_hdr.msg_iovlen = packet.size();
    }
    int sent = -1;
    for (int i = 0; i < kSendTries && sent < 0; ++i) {
      sent = ::sendmmsg(socket, messages.data(), static_cast<unsigned>(count),
                        MSG_DONTWAIT | MSG_NOSIGNAL);
      if (sent < 0 && is_full(errno)) return stuck(now);
      if (sent < 0) note_refusal(now);
    }
    last_burst_ = now;
    stuck_since_.reset();
    // Datagrams may be lost: what could not be sent counts as that.
    next_packet_ += sent > 0 ? static_cast<std::size_t>(sent) : count;
    if (sent <= 0) continue;
    for (int i = 0; i < sent; ++i) bytes += messages.at(static_cast<std::size_t>(i)).msg_len;
    paid_until_ = std::max(paid_until_, now) + time_of(bytes);
    sent_bytes_ += bytes;
    sent_packet_count_ += static_cast<std::uint64_t>(sent);
  }
  return State::kIdle;
}

RtpSender::State RtpSender::step_stream(int socket, Ticks now) {
  while (next_vector_ < batch_->vectors.size()) {
    msghdr message{};
    message.msg_iov = batch_->vectors.data() + next_vector_;
    message.msg_iovlen = std::min(batch_->vectors.size() - next_vector_, kGbVectorsPerCallMax);
    const ssize_t sent = ::sendmsg(socket, &message, MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent < 0 && errno == EINTR) continue;
    if (sent < 0 && is_full(errno)) return stuck(now);
    if (sent < 0) return State::kBroken;
    stuck_since_.reset();
    sent_bytes_ += static_cast<std::uint64_t>(sent);
    take_sent(static_cast<std::size_t>(sent));
  }
  sent_packet_count_ += batch_->packet_count();
  return State::kIdle;
}

void RtpSender::take_sent(std::size_t bytes) {
  while (bytes > 0) {
    iovec& vector = batch_->vectors[next_vector_];
    const std::size_t part = std::min(bytes, vector.iov_len);
    vector.iov_base = static_cast<std::uint8_t*>(vector.iov_base) + part;
    vector.iov_len -= part;
    bytes -= part;
    if (vector.iov_len == 0) ++next_vector_;
  }
}

RtpSender::State RtpSender::stuck(Ticks now) {
  if (!stuck_since_) stuck_since_ = now;
  return State::kWaitWritable;
}

std::optional<Ticks> RtpSender::refused_since(Ticks now) const {
  return now - last_refusal_ > kGbRefusalGapMax ? std::nullopt : refused_since_;
}

void RtpSender::note_refusal(Ticks now) {
  if (!refused_since_ || now - last_refusal_ > kGbRefusalGapMax) refused_since_ = now;
  last_refusal_ = now;
}

}  // namespace sunhall
