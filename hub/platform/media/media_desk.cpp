#include "hub/platform/media/media_desk.h"

#include <spdlog/fmt/fmt.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <deque>
#include <map>
#include <utility>

#include "hub/platform/media/media_session.h"
#include "hub/platform/media/past_thread.h"
#include "native/clock.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {
namespace {

// Nothing that is judged by a deadline waits longer than this for its judgement.
constexpr std::chrono::milliseconds kLookEvery{250};
constexpr GbMediaId kWakeId = 0;  // of no session
constexpr int kEventsPerCall = 64;

class EpollMediaDesk final : public GbMediaDesk {
 public:
  EpollMediaDesk(GbMediaSources sources, OnEnd on_end)
      : sources_(std::move(sources)),
        on_end_(std::move(on_end)),
        epoll_(::epoll_create1(EPOLL_CLOEXEC)),
        past_(sources_.store),
        worker_("gb-media", [this](const std::stop_token& stop) { run(stop); }) {}

  void prepare(const GbMediaWish& wish, OnReady ready) override {
    const MutexLock lock(mutex_);
    const auto of_platform = std::ranges::count(
        entries_, wish.platform, [](const auto& entry) { return entry.second.platform; });
    if (entries_.size() >= kGbSessionsMax ||
        static_cast<std::size_t>(of_platform) >= kGbSessionsPerPlatformMax) {
      return post([ready = std::move(ready)] {
        ready(fail(ErrorKind::kExhausted, "too many sessions are running"));
      });
    }
    const GbMediaId id = ++last_id_;
    entries_.emplace(id, Entry{.platform = wish.platform, .kind = wish.kind});
    post([this, id, wish, ready = std::move(ready)] { prepare_here(id, wish, ready); });
  }

  void start(GbMediaId id) override {
    const MutexLock lock(mutex_);
    post([this, id] {
      if (MediaSession* session = find(id)) session->start(now());
    });
  }

  Result<void> order(GbMediaId id, const GbPlaybackOrder& order) override {
    const MutexLock lock(mutex_);
    const auto entry = entries_.find(id);
    if (entry == entries_.end() || entry->second.is_over ||
        entry->second.kind == GbMediaKind::kPlay) {
      return fail(ErrorKind::kBadInput, "no playback has this number");
    }
    const bool is_offered =
        !order.scale || (*order.scale >= kGbScaleMin && *order.scale <= kGbScaleMax);
    if (!is_offered) return fail(ErrorKind::kBadInput, "this scale is not offered");
    post([this, id, order] {
      if (MediaSession* session = find(id)) session->obey(order, now());
    });
    return {};
  }

  // Whoever waits for a keyframe gets the next one; to send one twice would take the times back.
  void want_keyframe(const StreamKey& /*stream*/) override {}

  void stop(GbMediaId id) override {
    const MutexLock lock(mutex_);
    let_go(id);
    post([this, id] { drop(id, "it was stopped"); });
  }

  GbMediaFigures figures() const override {
    const MutexLock lock(mutex_);
    GbMediaFigures figures = figures_;
    figures.session_count = static_cast<std::size_t>(
        std::ranges::count_if(entries_, [](const auto& entry) { return !entry.second.is_over; }));
    return figures;
  }

 private:
  struct Entry {
    std::string platform;
    GbMediaKind kind = GbMediaKind::kPlay;
    bool has_job = false;  // gb-past has its reader, and its sockets while it prepares
    bool is_over = false;  // counts among the sessions only until the job is back
  };
  using Task = std::function<void()>;

  Ticks now() const { return sources_.clock.now().ticks; }

  void post(Task task) SUNHALL_REQUIRES(mutex_) {
    inbox_.push_back(std::move(task));
    wake_->wake();
  }
  void post_from_past(Task task) {
    const MutexLock lock(mutex_);
    post(std::move(task));
  }

  void run(const std::stop_token& stop) {
    const std::stop_callback wake(stop, [this] { wake_->wake(); });
    epoll_event event{.events = EPOLLIN, .data = {.u64 = kWakeId}};
    ::epoll_ctl(epoll_.get(), EPOLL_CTL_ADD, wake_->get(), &event);
    while (!stop.stop_requested()) {
      wait();
      work_inbox();
      step_feeds();
      step_sessions();
      tell_figures();
    }
    for (auto& [id, session] : sessions_) session.tell_over("the hub stops");
    sessions_.clear();
    feeds_.clear();
  }

  /// Sleeps until a socket, somebody or the next moment calls.
  void wait() {
    std::array<epoll_event, kEventsPerCall> events{};
    const int count =
        ::epoll_wait(epoll_.get(), events.data(), kEventsPerCall, static_cast<int>(timeout_ms()));
    for (int i = 0; i < count; ++i) {
      const GbMediaId id = events.at(static_cast<std::size_t>(i)).data.u64;
      if (id == kWakeId) {
        wake_->clear();
      } else if (MediaSession* session = find(id)) {
        session->on_event(now());
      }
    }
  }

  std::int64_t timeout_ms() const {
    if (sessions_.empty() && feeds_.empty()) return -1;
    const Ticks begin = now();
    Ticks until = begin + kLookEvery;
    for (const auto& [id, session] : sessions_) {
      until = std::min(until, session.wake_at().value_or(until));
    }
    for (const auto& [key, feed] : feeds_) until = std::min(until, feed->wake_at().value_or(until));
    return std::chrono::ceil<std::chrono::milliseconds>(std::max(until - begin, Ticks(0))).count();
  }

  void work_inbox() {
    std::deque<Task> tasks;
    {
      const MutexLock lock(mutex_);
      tasks.swap(inbox_);
    }
    for (const Task& task : tasks) task();
  }

  void step_feeds() {
    const Ticks time = now();
    for (auto& [key, feed] : feeds_) step_feed(*feed, time);
  }

  void step_feed(LiveFeed& feed, Ticks time) {
    feed.step(time, [&](const TimedPack& pack) {
      for (auto& [id, session] : sessions_) {
        if (shows(session, feed)) session.take(pack, time);
      }
    });
  }

  void step_sessions() {
    const Ticks time = now();
    std::vector<std::pair<GbMediaId, GbMediaEnd>> ends;
    for (auto& [id, session] : sessions_) {
      read_past(id, session, time);
      session.step(time);
      if (const auto end = session.take_end(time)) ends.emplace_back(id, *end);
    }
    for (const auto& [id, end] : ends) tell_end(id, end);
  }

  /// Has the next stretch read that a session of the past wants.
  void read_past(GbMediaId id, MediaSession& session, Ticks time) {
    PastPlay* past = session.past();
    if (past == nullptr || !past->wants_read(time)) return;
    give_job(id);
    past_.post([this, id, reader = past->reader(),
                read = past->begin_read()](const Result<Archive*>& archive) {
      using Pictures = Result<std::optional<PastPictures>>;
      if (is_over(id)) return post_from_past([this, id] { take_job(id); });
      if (read.seek) reader->seek(*read.seek);
      auto pictures = std::make_shared<Pictures>(
          archive ? reader->next(**archive) : Pictures(tl::unexpected(archive.error())));
      post_from_past([this, id, read, pictures] {
        take_job(id);
        MediaSession* waiting = find(id);
        if (waiting != nullptr) waiting->past()->take(read, std::move(*pictures), now());
      });
    });
  }

  void give_job(GbMediaId id) {
    const MutexLock lock(mutex_);
    if (const auto entry = entries_.find(id); entry != entries_.end()) entry->second.has_job = true;
  }

  /// The job is back; false when nobody waits for it any more.
  bool take_job(GbMediaId id) {
    const MutexLock lock(mutex_);
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return false;
    entry->second.has_job = false;
    if (!entry->second.is_over) return true;
    entries_.erase(entry);
    return false;
  }

  bool is_over(GbMediaId id) const {
    const MutexLock lock(mutex_);
    const auto entry = entries_.find(id);
    return entry == entries_.end() || entry->second.is_over;
  }

  /// What gb-past still holds of a session goes on counting: its jobs and descriptors are as
  /// many as sessions may be, however fast they are begun and ended.
  void let_go(GbMediaId id) SUNHALL_REQUIRES(mutex_) {
    const auto entry = entries_.find(id);
    if (entry == entries_.end()) return;
    entry->second.is_over = true;
    if (!entry->second.has_job) entries_.erase(entry);
  }

  void prepare_here(GbMediaId id, const GbMediaWish& wish, const OnReady& ready) {
    if (is_over(id)) return;
    auto link = MediaLink::open(wish, epoll_.get(), id);
    if (!link) return refuse(id, link.error(), ready);
    if (wish.kind == GbMediaKind::kPlay) return prepare_live(id, wish, std::move(*link), ready);
    if (wish.to <= wish.from) {
      return refuse(id, {ErrorKind::kBadInput, "a span that ends before it begins"}, ready);
    }
    give_job(id);
    // Held by the job alone: a link that nobody comes back for closes its port.
    auto kept = std::make_shared<MediaLink>(std::move(*link));
    auto reader = std::make_shared<PastReader>(
        PastReader::Span{.stream = wish.stream, .from = wish.from, .to = wish.to});
    past_.post([this, id, wish, kept, reader, ready](const Result<Archive*>& archive) {
      if (is_over(id)) return post_from_past([this, id, kept] { take_job(id); });
      auto summary =
          archive ? reader->look(**archive)
                  : Result<PastSummary>(fail(ErrorKind::kUnsupported, "nothing is recorded"));
      post_from_past([this, id, wish, kept, reader, ready, summary = std::move(summary)] {
        if (!take_job(id)) return;
        if (!summary) return refuse(id, summary.error(), ready);
        const bool is_file = wish.kind == GbMediaKind::kDownload;
        add(id, {std::move(*kept), PastPlay(wish, reader), MediaAudit(id, wish), now()},
            summary->format, is_file ? std::optional(summary->bytes) : std::nullopt, ready);
      });
    });
  }

  void prepare_live(GbMediaId id, const GbMediaWish& wish, MediaLink link, const OnReady& ready) {
    auto known = feeds_.find(wish.stream);
    if (known == feeds_.end()) {
      LiveStream* stream = sources_.live ? sources_.live(wish.stream) : nullptr;
      if (stream == nullptr) {
        return refuse(id, {ErrorKind::kUnsupported, "the camera has no such stream"}, ready);
      }
      known = feeds_.emplace(wish.stream, std::make_shared<LiveFeed>(*stream, wake_)).first;
    }
    step_feed(*known->second, now());
    const std::optional<InitFormat> format = known->second->format();
    if (!format) return refuse(id, {ErrorKind::kUnavailable, "the camera is not live"}, ready);
    add(id, {std::move(link), LivePlay(known->second), MediaAudit(id, wish), now()}, *format,
        std::nullopt, ready);
  }

  void add(GbMediaId id, MediaSession session, const InitFormat& format,
           std::optional<std::uint64_t> file_bytes, const OnReady& ready) {
    const auto [place, is_new] = sessions_.emplace(id, std::move(session));
    ready(GbMediaReady{.id = id,
                       .port = place->second.port(),
                       .codec = format.codec,
                       .width = format.width,
                       .height = format.height,
                       .file_bytes = file_bytes});
  }

  void refuse(GbMediaId id, const Error& error, const OnReady& ready) {
    {
      const MutexLock lock(mutex_);
      entries_.erase(id);
    }
    drop_unused_feeds();
    ready(tl::unexpected(error));
  }

  /// Tells an end unless the session has been stopped.
  void tell_end(GbMediaId id, GbMediaEnd end) {
    bool is_known = false;
    {
      const MutexLock lock(mutex_);
      const auto entry = entries_.find(id);
      is_known = entry != entries_.end() && !entry->second.is_over;
      if (is_known && end != GbMediaEnd::kFinished) let_go(id);
    }
    if (end != GbMediaEnd::kFinished) {
      drop(id, end == GbMediaEnd::kNoVideo ? "there is no video" : "the receiver is gone");
    }
    if (is_known && on_end_) on_end_(id, end);
  }

  void drop(GbMediaId id, std::string_view why) {
    const auto session = sessions_.find(id);
    if (session == sessions_.end()) return;
    session->second.tell_over(why);
    gone_ = plus(gone_, session->second);
    sessions_.erase(session);
    drop_unused_feeds();
  }

  void drop_unused_feeds() {
    std::erase_if(feeds_, [](const auto& feed) { return feed.second.use_count() == 1; });
  }

  static GbMediaFigures plus(GbMediaFigures figures, const MediaSession& session) {
    figures.sent_bytes += session.sent_bytes();
    figures.sent_packet_count += session.sent_packet_count();
    figures.skipped_picture_count += session.skipped_count();
    return figures;
  }

  void tell_figures() {
    GbMediaFigures figures = gone_;
    for (const auto& [id, session] : sessions_) figures = plus(figures, session);
    const MutexLock lock(mutex_);
    figures_ = figures;
  }

  MediaSession* find(GbMediaId id) {
    const auto session = sessions_.find(id);
    return session == sessions_.end() ? nullptr : &session->second;
  }

  static bool shows(MediaSession& session, const LiveFeed& feed) {
    return session.live() != nullptr && session.live()->feed() == &feed;
  }

  // Constant after construction.
  const GbMediaSources sources_;
  const OnEnd on_end_;
  const Fd epoll_;
  const std::shared_ptr<const WakeFd> wake_ = std::make_shared<const WakeFd>();
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kPlatform};
  std::map<GbMediaId, Entry> entries_
      SUNHALL_GUARDED_BY(mutex_);  // prepared, running, not yet let go
  std::deque<Task> inbox_ SUNHALL_GUARDED_BY(mutex_);
  GbMediaId last_id_ SUNHALL_GUARDED_BY(mutex_) = kWakeId;
  GbMediaFigures figures_ SUNHALL_GUARDED_BY(mutex_);
  // Touched only by the worker.
  std::map<StreamKey, std::shared_ptr<LiveFeed>> feeds_;
  std::map<GbMediaId, MediaSession> sessions_;  // after the feeds: die before them
  GbMediaFigures gone_;                         // of sessions that are over
  PastThread past_;
  Worker worker_;
};

}  // namespace

std::unique_ptr<GbMediaDesk> make_gb_media_desk(GbMediaSources sources, GbMediaDesk::OnEnd on_end) {
  return std::make_unique<EpollMediaDesk>(std::move(sources), std::move(on_end));
}

}  // namespace sunhall
