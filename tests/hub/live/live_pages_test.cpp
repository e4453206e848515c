#include "hub/live/live_pages.h"

#include <doctest/doctest.h>

#include <thread>

#include "hub/http/server.h"
#include "hub/ingest/stream_ingest.h"
#include "tests/hub/live/part_maker.h"
#include "tests/hub/live/playlist_checker.h"
#include "tests/support/alarm.h"
#include "tests/support/camera_sim.h"
#include "tests/support/ffprobe.h"
#include "tests/support/temp_folder.h"

using namespace sunhall;
using namespace sunhall::test;
using namespace std::chrono_literals;

namespace {

/// One camera with two streams behind the pages, without a socket.
class Pages {
 public:
  Pages() { add_live_pages(router, {{.id = "cooking", .main = &main, .sub = &sub}}); }

  /// Asks; empty when there is no answer yet.
  std::optional<Response> get(const std::string& path, Fields query = {},
                              Method method = Method::kGet) {
    auto answer = std::make_shared<std::optional<Response>>();
    Request request;
    request.method = method;
    request.path = path;
    request.query = std::move(query);
    router.dispatch(std::move(request),
                    Reply([answer](Response response) { *answer = std::move(response); }));
    last = answer;
    return *answer;
  }
  void start() {
    for (PartMaker* maker : {&main_maker, &sub_maker}) {
      maker->begin();
      for (int i = 0; i < 3; ++i) maker->segment();
    }
  }

  SystemClock clock;
  LiveStream main{clock, 100};
  LiveStream sub{clock, 500};
  PartMaker main_maker{main};
  PartMaker sub_maker{sub};
  Identity who{.role = Role::kPublic, .account = {}, .cameras = {}};
  Router router{[this](const Request&) -> Result<Identity> { return who; }};
  std::shared_ptr<std::optional<Response>> last;  // the newest request's answer, also a late one
};

std::string header_of(const Response& response, std::string_view name) {
  return std::string(find_field(response.headers, name).value_or(""));
}

std::string text_of(const Response& response) {
  const auto* text = std::get_if<std::string>(&response.body);
  return text == nullptr ? "" : *text;
}

}  // namespace

TEST_CASE("live pages: what never changes may be kept, what is of this moment may not") {
  Pages pages;
  pages.start();
  for (const char* path : {"/live/cooking/main/init-100.mp4", "/live/cooking/main/seg-101.m4s",
                           "/live/cooking/sub/part-501-2.m4s"}) {
    const auto response = pages.get(path);
    REQUIRE(response);
    CHECK(response->status == 200);
    CHECK(header_of(*response, "Content-Type") == "video/mp4");
    CHECK(header_of(*response, "Cache-Control") == "public, max-age=3600, immutable");
  }
  const auto newest = pages.get("/live/cooking/main/index.m3u8");
  CHECK(header_of(*newest, "Content-Type") == "application/vnd.apple.mpegurl");
  CHECK(header_of(*newest, "Cache-Control") == "public, max-age=1");
  const auto numbered = pages.get("/live/cooking/main/index.m3u8", {{"_HLS_msn", "101"}});
  CHECK(header_of(*numbered, "Cache-Control") == "public, max-age=12");
}

TEST_CASE("live pages: errors are told in JSON and never kept") {
  Pages pages;
  CHECK(pages.get("/live/cooking/index.m3u8")->status == 503);
  CHECK(pages.get("/live/cooking/stream.mp4")->status == 503);
  pages.start();
  const auto check = [&](const std::string& path, const Fields& query, int status) {
    const auto response = pages.get(path, query);
    REQUIRE_MESSAGE(response, path);
    CHECK_MESSAGE(response->status == status, path);
    CHECK(header_of(*response, "Cache-Control") == "no-store");
    CHECK(header_of(*response, "Content-Type") == "application/json");
  };
  check("/live/nobody/index.m3u8", {}, 404);
  check("/live/nobody/stream.mp4", {}, 404);
  check("/live/nobody/main/index.m3u8", {}, 404);
  check("/live/cooking/third/index.m3u8", {}, 404);
  check("/live/cooking/stream.mp4", {{"stream", "third"}}, 404);
  check("/live/cooking/main/seg-1.m4s", {}, 404);
  check("/live/cooking/main/part-102-77.m4s", {}, 404);
  check("/live/cooking/main/init-1.mp4", {}, 404);
  check("/live/cooking/main/passwd", {}, 404);
  check("/live/cooking/main/index.m3u8", {{"_HLS_msn", "x"}}, 400);
  check("/live/cooking/main/index.m3u8", {{"_HLS_part", "1"}}, 400);
  check("/live/cooking/main/index.m3u8", {{"_HLS_msn", "999"}}, 400);
}

TEST_CASE("live pages: the multivariant names both streams, and the one that is there alone") {
  Pages pages;
  pages.sub_maker.begin("avc1.42C01E");
  pages.sub_maker.segment();
  CHECK(text_of(*pages.get("/live/cooking/index.m3u8")).find("main/") == std::string::npos);

  pages.start();
  const std::string text = text_of(*pages.get("/live/cooking/index.m3u8", {{"token", "a b"}}));

  CHECK(text.find("\nmain/index.m3u8?token=a%20b\n") != std::string::npos);
  CHECK(text.find("\nsub/index.m3u8?token=a%20b\n") != std::string::npos);
  CHECK(text.find("CODECS=\"avc1.640028\",RESOLUTION=1920x1080,FRAME-RATE=25.000") !=
        std::string::npos);
}

TEST_CASE("live pages: a blocking request is answered by the part it waits for") {
  Pages pages;
  pages.start();
  const Fields query = {{"_HLS_msn", "103"}, {"_HLS_part", "0"}, {"token", "t"}};
  CHECK_FALSE(pages.get("/live/cooking/main/index.m3u8", query));
  const auto answer = pages.last;

  pages.main_maker.part(9, true, false);

  REQUIRE(answer->has_value());
  const CheckedPlaylist playlist(text_of(**answer));
  CHECK(playlist.hint == "part-103-1.m4s?token=t");
  CHECK(playlist.report == "URI=\"../sub/index.m3u8?token=t\",LAST-MSN=502");
}

TEST_CASE("live pages: a camera that is not open to somebody stays closed, whatever the path") {
  Pages pages;
  pages.start();
  pages.who = {.role = Role::kFamily, .account = "guest", .cameras = {"dining"}};
  for (const char* path : {"/live/cooking/index.m3u8", "/live/cooking/stream.mp4",
                           "/live/cooking/main/index.m3u8", "/live/cooking/main/seg-101.m4s"}) {
    CHECK(pages.get(path)->status == 403);
  }
  pages.who = {.role = Role::kNobody, .account = {}, .cameras = {}};
  CHECK(pages.get("/live/cooking/main/seg-101.m4s")->status == 401);
}

TEST_CASE("live pages: the endless stream is a pipe; its headers alone open none") {
  Pages pages;
  pages.start();

  const auto response = pages.get("/live/cooking/stream.mp4", {{"stream", "sub"}});

  REQUIRE(response);
  CHECK(std::holds_alternative<std::shared_ptr<Pipe>>(response->body));
  CHECK(header_of(*response, "Cache-Control") == "no-store");
  CHECK(pages.sub.status().reader_count == 1);
  CHECK(pages.get("/live/cooking/stream.mp4", {}, Method::kHead)->status == 200);
  CHECK(pages.main.status().reader_count == 0);
}

namespace {

/// A real camera, ingested, behind a real server.
class Home {
 public:
  Home()

      : ingest_main_({.key = {.camera = "dining", .kind = StreamKind::kMain},
                      .source = sim.camera("dining").main,
                      .sinks = {&main}},
                     0, 1, clock_),
        ingest_sub_({.key = {.camera = "dining", .kind = StreamKind::kSub},
                     .source = *sim.camera("dining").sub,
                     .sinks = {&sub_}},
                    1, 2, clock_) {
    add_live_pages(router_, {{.id = "dining", .main = &main, .sub = &sub_}});
    auto opened = HttpServer::open({}, [this](Request request, Reply reply) {
      router_.dispatch(std::move(request), std::move(reply));
    });
    REQUIRE(opened);
    server_ = std::move(*opened);
  }

  bool until(const std::function<bool()>& holds) { return alarm_.wait(holds, 30s); }
  std::string url(const std::string& path) const {
    return "http://127.0.0.1:" + std::to_string(server_->port()) + "/live/dining/" + path;
  }
  std::string fetch(const std::string& path) const {
    return output_of("curl -s --max-time 20 '" + url(path) + "'");
  }

  CameraSim sim{4};
  SystemClock clock_;
  LiveStream main{clock_, 100};

 private:
  LiveStream sub_{clock_, 1};
  StreamIngest ingest_main_;
  StreamIngest ingest_sub_;
  Router router_{[](const Request&) -> Result<Identity> {
    return Identity{.role = Role::kPublic, .account = {}, .cameras = {}};
  }};
  Alarm alarm_;
  std::unique_ptr<HttpServer> server_;  // last: no request outlives what answers it
};

int count_lines(const std::string& text) {
  int count = 0;
  std::stringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line[0] != '#') ++count;
  }
  return count;
}

}  // namespace

TEST_CASE("live pages: FFmpeg plays a real camera by HLS and as an endless stream") {
  Home home;
  REQUIRE(home.until([&] { return home.main.status().segment_count >= 3; }));

  // Copied, so that FFmpeg counts what comes, not what this machine can decode in time.
  const std::string frames = " -t 6 -c copy -f framecrc - 2>&1";
  CHECK(count_lines(output_of("ffmpeg -v error -nostdin -i " + home.url("main/index.m3u8") +
                              frames)) == doctest::Approx(150).epsilon(0.02));
  CHECK(count_lines(output_of("ffmpeg -v error -nostdin -i " + home.url("stream.mp4") + frames)) ==
        doctest::Approx(150).epsilon(0.02));
  CHECK(output_of("ffmpeg -v error -nostdin -xerror -i " + home.url("stream.mp4?stream=sub") +
                  " -t 3 -f null - 2>&1")
            .empty());
  const std::string streams = output_of("ffprobe -v error -show_entries stream=width -of csv=p=0 " +
                                        home.url("index.m3u8"));
  CHECK(streams.find("1920") != std::string::npos);
  CHECK(streams.find("640") != std::string::npos);
}

TEST_CASE("live pages: a player that reloads part by part sees every part of a real camera") {
  Home home;
  REQUIRE(home.until([&] { return home.main.status().segment_count >= 2; }));
  CheckedPlaylist playlist(home.fetch("main/index.m3u8"));
  const TempFolder folder;
  std::string file = home.fetch("main/" + playlist.segments.back().map);
  int frame_count = 0;
  for (int i = 0; i < 12; ++i) {
    const std::string hint = playlist.hint;  // part-SEGMENT-PART.m4s
    // The hinted part is asked for before it exists.
    const std::string part = home.fetch("main/" + hint);
    REQUIRE(part.find("moof") != std::string::npos);
    const bool is_key = hint.ends_with("-0.m4s");
    if (is_key || frame_count > 0) {
      file += part;
      ++frame_count;
    }
    const std::size_t dash = hint.find('-', 5);
    const std::string segment = hint.substr(5, dash - 5);
    const std::string number = hint.substr(dash + 1, hint.find('.') - dash - 1);
    const CheckedPlaylist next(
        home.fetch("main/index.m3u8?_HLS_msn=" + segment + "&_HLS_part=" + number));
    next.check_follows(playlist);
    playlist = next;
  }
  folder.write("parts.mp4", file);
  CHECK(decode(folder / "parts.mp4").errors.empty());
}

TEST_CASE("live pages: a camera that drops out is a discontinuity, and the next run plays") {
  Home home;
  REQUIRE(home.until([&] { return home.main.status().segment_count >= 2; }));
  home.sim.tell("drop dining");
  REQUIRE(home.until([&] { return !home.main.status().is_running; }));
  home.sim.tell("back dining");
  const auto before = home.main.status().next.segment;
  REQUIRE(home.until([&] { return home.main.status().next.segment >= before + 2; }));

  const CheckedPlaylist playlist(home.fetch("main/index.m3u8"));

  int breaks = 0;
  for (const auto& segment : playlist.segments) breaks += segment.is_break ? 1 : 0;
  CHECK(breaks == 1);
  CHECK(playlist.segments.front().map != playlist.segments.back().map);
  CHECK(count_lines(output_of("ffmpeg -v error -nostdin -i " + home.url("stream.mp4") +
                              " -t 3 -c copy -f framecrc - 2>&1")) > 60);
}
