#include "hub/platform/platform_desk.h"

#include <poll.h>

#include <algorithm>
#include <atomic>
#include <random>
#include <stop_token>
#include <utility>

#include "hub/platform/name_lookup.h"
#include "hub/platform/platform_link.h"
#include "hub/platform/record_lister.h"
#include "native/mutex.h"
#include "native/wake_fd.h"
#include "native/worker.h"

namespace sunhall {
namespace {

/// The links may take this long to unregister, and then a little.
constexpr Ticks kEndMax = kLeaveMax + std::chrono::milliseconds(200);

class Desk final : public PlatformDesk {
 public:
  Desk(Sources sources, GbHouse house)
      : clock_(sources.clock),
        on_step_(sources.on_step),
        house_(std::move(house)),
        names_([this] { wake_.wake(); }),
        records_(sources.media.store),
        media_(make_media(sources)) {}
  ~Desk() override { worker_.reset(); }

  Result<void> start(std::vector<PlatformOptions> platforms, const std::string& version);

  void note(GbHouse house, std::vector<GbTrouble> troubles) override {
    MutexLock lock(mutex_);
    noted_ = Noted{.house = std::move(house), .troubles = std::move(troubles)};
    wake_.wake();
  }
  std::vector<PlatformFigures> figures() const override {
    MutexLock lock(mutex_);
    return figures_;
  }
  GbMediaFigures media_figures() const override { return media_->figures(); }

 private:
  struct Noted {
    GbHouse house;
    std::vector<GbTrouble> troubles;
  };

  std::unique_ptr<GbMediaDesk> make_media(Sources& sources) {
    auto on_end = [this](GbMediaId id, GbMediaEnd end) {
      post([this, id, end] {
        for (const auto& link : links_) link->media_ended(id, end);
      });
    };
    if (sources.make_media) return sources.make_media(std::move(on_end));
    return make_gb_media_desk(std::move(sources.media), std::move(on_end));
  }

  void post(std::function<void()> task) {
    MutexLock lock(mutex_);
    tasks_.push_back(std::move(task));
    wake_.wake();
  }

  void run(const std::stop_token& stop);
  void take_posted();
  void wait();
  void publish();

  // Constant after construction.
  const Clock& clock_;
  const std::function<void(const PlatformStep&)> on_step_;
  const GbHouse house_;  // at the start
  // Own synchronisation.
  const WakeFd wake_;
  // Guarded by mutex_.
  mutable Mutex mutex_{LockRank::kPlatform};
  std::vector<std::function<void()>> tasks_ SUNHALL_GUARDED_BY(mutex_);
  std::optional<Noted> noted_ SUNHALL_GUARDED_BY(mutex_);
  std::vector<PlatformFigures> figures_ SUNHALL_GUARDED_BY(mutex_);
  // Own synchronisation.
  NameLookup names_;
  RecordLister records_;
  const std::unique_ptr<GbMediaDesk> media_;
  // Touched only by the worker, once it runs.
  std::vector<std::unique_ptr<PlatformLink>> links_;
  // Last: joined first.
  std::optional<Worker> worker_;
};

Result<void> Desk::start(std::vector<PlatformOptions> platforms, const std::string& version) {
  std::random_device random;
  for (PlatformOptions& options : platforms) {
    const PlatformLink::Parts parts{
        .clock = clock_,
        .media = *media_,
        .names = names_,
        .records = records_,
        .post = [this](std::function<void()> task) { post(std::move(task)); },
        .on_step = on_step_,
        .user_agent = "Sunhall/" + version,
        .seed = random()};
    auto link = std::make_unique<PlatformLink>(std::move(options), parts, house_);
    if (auto opened = link->open(); !opened) return opened;
    links_.push_back(std::move(link));
  }
  publish();
  worker_.emplace("platform", [this](const std::stop_token& stop) { run(stop); });
  return {};
}

void Desk::run(const std::stop_token& stop) {
  const std::stop_callback wake_on_stop(stop, [this] { wake_.wake(); });
  std::optional<Ticks> end_by;
  while (true) {
    if (stop.stop_requested() && !end_by) {
      end_by = clock_.now().ticks + kEndMax;
      for (const auto& link : links_) link->leave();
    }
    take_posted();
    for (const auto& link : links_) link->step();
    publish();
    const bool is_over =
        std::all_of(links_.begin(), links_.end(), [](const auto& link) { return link->is_over(); });
    if (end_by && (is_over || clock_.now().ticks >= *end_by)) return;
    wait();
  }
}

void Desk::take_posted() {
  std::vector<std::function<void()>> tasks;
  std::optional<Noted> noted;
  {
    MutexLock lock(mutex_);
    tasks.swap(tasks_);
    noted.swap(noted_);
  }
  for (const auto& task : tasks) task();
  if (!noted) return;
  for (const auto& link : links_) link->note(noted->house, noted->troubles);
}

void Desk::wait() {
  std::vector<pollfd> waiting{{wake_.get(), POLLIN, 0}};
  auto timeout = std::chrono::milliseconds(1'000);
  for (const auto& link : links_) {
    // A descriptor of -1 is passed over.
    waiting.push_back({link->fd(), link->wanted_events(), 0});
    timeout = std::min(timeout, link->idle_time());
  }
  if (::poll(waiting.data(), waiting.size(), static_cast<int>(timeout.count())) <= 0) return;
  if (waiting[0].revents != 0) wake_.clear();
  for (std::size_t i = 0; i < links_.size(); ++i) {
    if (waiting[i + 1].revents != 0) links_[i]->go_on(waiting[i + 1].revents);
  }
}

void Desk::publish() {
  std::vector<PlatformFigures> figures;
  figures.reserve(links_.size());
  for (const auto& link : links_) figures.push_back(link->figures());
  MutexLock lock(mutex_);
  figures_ = std::move(figures);
}

}  // namespace

Result<std::unique_ptr<PlatformDesk>> PlatformDesk::open(std::vector<PlatformOptions> platforms,
                                                         Sources sources, GbHouse house) {
  const std::string version = sources.version;
  auto desk = std::make_unique<Desk>(std::move(sources), std::move(house));
  if (auto started = desk->start(std::move(platforms), version); !started) {
    return tl::unexpected(started.error());
  }
  return desk;
}

}  // namespace sunhall
