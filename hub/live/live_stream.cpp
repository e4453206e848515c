#include "hub/live/live_stream.h"

#include <algorithm>
#include <type_traits>

namespace sunhall {

namespace {

// Different tokens at one moment whose playlists are kept; more are written again each time.
constexpr std::size_t kTextsMax = 64;
constexpr int kPartBits = 16;

std::uint64_t pack(PartPosition position) {
  const std::uint64_t part = std::min<std::uint64_t>(position.part, (1u << kPartBits) - 1);
  return position.segment << kPartBits | part;
}

PartPosition unpack(std::uint64_t packed) {
  return {.segment = packed >> kPartBits,
          .part = static_cast<std::uint32_t>(packed & ((1u << kPartBits) - 1))};
}

void answer_all(const std::vector<std::function<void()>>& ready) {
  for (const auto& answer : ready) answer();
}

}  // namespace

LiveStream::LiveStream(const Clock& clock, std::uint64_t first_segment)
    : clock_(clock), window_(first_segment) {}

void LiveStream::set_sibling(const LiveStream* sibling, std::string uri) {
  sibling_ = sibling;
  sibling_uri_ = std::move(uri);
}

void LiveStream::begin_run(const RunStart& run) {
  MutexLock lock(mutex_);
  if (is_stale()) window_.forget();
  ended_at_.reset();
  window_.begin_run(run);
  open_frames_.clear();
  texts_.clear();
}

void LiveStream::push(std::shared_ptr<const Part> part) {
  std::vector<Ready> ready;
  {
    MutexLock lock(mutex_);
    window_.push(part);
    open_frames_.clear();
    ready = after_change();
    if (part->starts_segment) drop_gone_readers();
  }
  answer_all(ready);
}

void LiveStream::push_frame(const FrameChunk& frame) {
  Readers readers;
  {
    MutexLock lock(mutex_);
    open_frames_.push_back(frame);
    readers = readers_;
  }
  give(readers, frame);
}

void LiveStream::end_run(std::string_view /*why*/) {
  std::vector<Ready> ready;
  Readers readers;
  {
    MutexLock lock(mutex_);
    window_.end_run();
    ended_at_ = clock_.now().ticks;
    ready = after_change();
    readers.swap(readers_);
  }
  answer_all(ready);
  for (const auto& reader : readers) reader->pipe->close();
}

void LiveStream::playlist(const PlaylistRequest& request, Answer<Text> answer) {
  wait_or_answer({.what = PlaylistWait{request, std::move(answer)}});
}

void LiveStream::part(PartPosition position, Answer<Bytes> answer) {
  wait_or_answer({.what = PartWait{position, std::move(answer)}});
}

void LiveStream::segment(std::uint64_t segment, Answer<std::vector<Bytes>> answer) {
  wait_or_answer({.what = SegmentWait{segment, std::move(answer)}});
}

Result<Bytes> LiveStream::init(std::uint64_t run) const {
  MutexLock lock(mutex_);
  const auto init = window_.init(run);
  if (!init) return fail(ErrorKind::kUnsupported, "this init is gone");
  return init->bytes;
}

std::vector<Bytes> LiveStream::since_keyframe() const {
  std::vector<Bytes> out;
  const auto& segments = window_.segments();
  const bool is_new_segment = !open_frames_.empty() && open_frames_.front().starts_segment;
  if (!is_new_segment) {
    const bool is_of_run =
        !segments.empty() && window_.init(segments.back().run) == window_.newest_init();
    if (!is_of_run) return out;
    for (const auto& part : segments.back().parts) out.push_back(part->bytes);
  }
  for (const FrameChunk& frame : open_frames_) out.push_back(frame.bytes);
  return out;
}

Result<std::vector<std::uint8_t>> LiveStream::newest_keyframe() const {
  Bytes init;
  Bytes first;
  {
    MutexLock lock(mutex_);
    const std::vector<Bytes> past = window_.is_running() ? since_keyframe() : std::vector<Bytes>();
    if (past.empty()) return fail(ErrorKind::kUnavailable, "the camera is not live");
    init = window_.newest_init()->bytes;
    first = past.front();
  }
  std::vector<std::uint8_t> film(init->begin(), init->end());
  film.insert(film.end(), first->begin(), first->end());
  return film;
}

Result<std::shared_ptr<Pipe>> LiveStream::stream(std::size_t bytes_max) {
  MutexLock lock(mutex_);
  if (!window_.is_running()) return fail(ErrorKind::kUnavailable, "the camera is not live");
  drop_gone_readers();
  if (readers_.size() >= kReadersMax) return fail(ErrorKind::kExhausted, "too many readers");
  auto reader = std::make_shared<Reader>(Reader{.pipe = std::make_shared<Pipe>(bytes_max)});
  // Nobody reads from it yet: putting wakes nobody.
  reader->pipe->put(window_.newest_init()->bytes);
  const std::vector<Bytes> past = since_keyframe();
  const bool is_whole = std::ranges::all_of(
      past, [&](const Bytes& bytes) { return reader->pipe->put(bytes) == Pipe::Put::kTaken; });
  reader->needs_keyframe = past.empty() || !is_whole;
  readers_.push_back(reader);
  return reader->pipe;
}

void LiveStream::expire() {
  const Ticks now = clock_.now().ticks;
  std::list<Waiter> late;
  {
    MutexLock lock(mutex_);
    for (auto waiter = waiters_.begin(); waiter != waiters_.end();) {
      const auto next = std::next(waiter);
      if (waiter->deadline <= now) late.splice(late.end(), waiters_, waiter);
      waiter = next;
    }
    late_count_ += late.size();
  }
  const auto error = fail(ErrorKind::kUnavailable, "nothing new came in time");
  for (const Waiter& waiter : late) {
    std::visit([&error](const auto& what) { what.answer(error); }, waiter.what);
  }
}

LiveStatus LiveStream::status() const {
  MutexLock lock(mutex_);
  const auto is_open = [](const auto& reader) { return reader->pipe->is_open(); };
  return {.is_running = window_.is_running(),
          .reader_count =
              static_cast<std::size_t>(std::count_if(readers_.begin(), readers_.end(), is_open)),
          .waiter_count = waiters_.size(),
          .window_bytes = window_.bytes(),
          .segment_count = window_.segments().size(),
          .next = window_.next(),
          .skipped_frame_count = skipped_frame_count_.load(),
          .late_count = late_count_,
          .variant = variant()};
}

std::chrono::seconds LiveStream::target_duration() const {
  MutexLock lock(mutex_);
  return std::max(window_.target_duration(), kTargetDurationMin);
}

std::optional<Result<LiveStream::Text>> LiveStream::try_playlist(const PlaylistRequest& request) {
  if (is_stale()) return fail(ErrorKind::kUnavailable, "the camera is not live");
  if (!window_.is_ready()) return std::nullopt;
  if (!request.segment) return text(request);
  if (has_come(request)) return text(request);
  // §6.2.5.2: more than two segments, or more parts than the limit, ahead is a bad request.
  const PartPosition next = window_.next();
  const std::uint64_t last_segment = next.part > 0 ? next.segment : next.segment - 1;
  const std::uint32_t limit = advance_part_limit(window_.part_target());
  const std::uint32_t newest = *request.segment == next.segment ? next.part : 0;
  if (*request.segment > last_segment + 2 || request.part.value_or(0) > newest + limit) {
    return fail(ErrorKind::kBadInput, "this is too far ahead");
  }
  return std::nullopt;
}

bool LiveStream::has_come(const PlaylistRequest& request) const {
  const PartPosition next = window_.next();
  // Without a part the whole segment is asked for: the next one's first part is the sign.
  if (!request.part) return *request.segment < next.segment;
  const LiveSegment* segment = window_.find(*request.segment);
  // §6.2.5.2: a part beyond a segment's last stands for the following segment's first.
  const bool is_beyond =
      segment != nullptr && segment->is_whole && *request.part >= segment->parts.size();
  if (is_beyond) return PartPosition{*request.segment + 1, 0} < next;
  return PartPosition{*request.segment, *request.part} < next;
}

bool LiveStream::is_stale() const {
  return ended_at_ && clock_.now().ticks - *ended_at_ > kStaleAfter;
}

LiveStream::Text LiveStream::text(const PlaylistRequest& request) {
  const std::pair<bool, std::string> key(request.skips, request.token);
  if (const auto found = texts_.find(key); found != texts_.end()) return found->second;
  PlaylistOptions options{.skips = request.skips, .url_suffix = token_suffix(request.token)};
  if (const std::uint64_t packed = sibling_ ? sibling_->packed_next_.load() : 0; packed != 0) {
    options.sibling = RenditionReport{.uri = sibling_uri_, .next = unpack(packed)};
  }
  auto made = std::make_shared<const std::string>(write_playlist(window_, options));
  if (texts_.size() < kTextsMax) texts_.emplace(key, made);
  return made;
}

std::optional<Result<Bytes>> LiveStream::try_part(PartPosition position) const {
  const LiveSegment* segment = window_.find(position.segment);
  if (segment != nullptr && position.part < segment->parts.size()) {
    return segment->parts[position.part]->bytes;
  }
  // §6.2.2: a hinted part is answered when it is there; a hint may turn out to be wrong.
  const bool is_hinted = window_.is_running() && position == window_.next();
  if (is_hinted) return std::nullopt;
  return fail(ErrorKind::kUnsupported, "there is no such part");
}

std::optional<Result<std::vector<Bytes>>> LiveStream::try_segment(std::uint64_t segment) const {
  const LiveSegment* found = window_.find(segment);
  if (found == nullptr) return fail(ErrorKind::kUnsupported, "there is no such segment");
  if (!found->is_whole) return std::nullopt;
  std::vector<Bytes> out;
  out.reserve(found->parts.size());
  for (const auto& part : found->parts) out.push_back(part->bytes);
  return out;
}

std::optional<LiveStream::Ready> LiveStream::try_waiter(Waiter& waiter) {
  const auto ready = [](auto& what, auto&& result) -> std::optional<Ready> {
    if (!result) return std::nullopt;
    return [answer = what.answer, result = std::move(*result)] { answer(result); };
  };
  if (auto* playlist = std::get_if<PlaylistWait>(&waiter.what)) {
    return ready(*playlist, try_playlist(playlist->request));
  }
  if (auto* part = std::get_if<PartWait>(&waiter.what)) {
    return ready(*part, try_part(part->position));
  }
  auto& segment = std::get<SegmentWait>(waiter.what);
  return ready(segment, try_segment(segment.segment));
}

void LiveStream::wait_or_answer(Waiter waiter) {
  std::optional<Ready> ready;
  bool is_refused = false;
  {
    MutexLock lock(mutex_);
    ready = try_waiter(waiter);
    is_refused = !ready && waiters_.size() >= kWaitersMax;
    if (!ready && !is_refused) {
      waiter.deadline = clock_.now().ticks + kBlockingReloadMax;
      waiters_.push_back(std::move(waiter));
      return;
    }
  }
  if (ready) return (*ready)();
  std::visit(
      [](const auto& what) {
        what.answer(fail(ErrorKind::kExhausted, "too many requests are waiting"));
      },
      waiter.what);
}

std::vector<LiveStream::Ready> LiveStream::after_change() {
  texts_.clear();
  packed_next_.store(window_.is_ready() ? pack(window_.next()) : 0);
  std::vector<Ready> out;
  for (auto waiter = waiters_.begin(); waiter != waiters_.end();) {
    auto ready = try_waiter(*waiter);
    if (ready) out.push_back(std::move(*ready));
    waiter = ready ? waiters_.erase(waiter) : std::next(waiter);
  }
  return out;
}

std::optional<Variant> LiveStream::variant() const {
  const auto& init = window_.newest_init();
  if (!init || is_stale()) return std::nullopt;
  Variant out{.uri = {}, .codecs = init->codecs, .width = init->width, .height = init->height};
  double bits = 0;
  double time_s = 0;
  int frame_count = 0;
  for (const LiveSegment& segment : window_.segments()) {
    if (window_.init(segment.run) != init) continue;
    const double duration_s = std::chrono::duration<double>(segment.duration).count();
    const double segment_bits = static_cast<double>(segment.bytes) * 8;
    bits += segment_bits;
    time_s += duration_s;
    frame_count += segment.frame_count;
    // An open segment's keyframe would count for the whole of it.
    if (!segment.is_whole) continue;
    const auto rate = static_cast<std::uint64_t>(segment_bits / duration_s);
    out.peak_bits_per_s = std::max(out.peak_bits_per_s, rate);
  }
  if (time_s <= 0) return std::nullopt;
  out.mean_bits_per_s = static_cast<std::uint64_t>(bits / time_s);
  out.peak_bits_per_s = std::max(out.peak_bits_per_s, out.mean_bits_per_s);
  out.frames_per_s = frame_count / time_s;
  return out;
}

void LiveStream::drop_gone_readers() {
  std::erase_if(readers_, [](const auto& reader) { return !reader->pipe->is_open(); });
}

void LiveStream::give(const Readers& readers, const FrameChunk& frame) {
  for (const auto& reader : readers) {
    if (reader->needs_keyframe && !frame.starts_segment) {
      skipped_frame_count_.fetch_add(1);
      continue;
    }
    const Pipe::Put put = reader->pipe->put(frame.bytes);
    reader->needs_keyframe = put == Pipe::Put::kFull;
    if (put == Pipe::Put::kFull) skipped_frame_count_.fetch_add(1);
  }
}

}  // namespace sunhall
