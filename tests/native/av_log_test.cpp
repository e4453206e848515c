#include "native/av_log.h"

#include <doctest/doctest.h>
#include <spdlog/sinks/ostream_sink.h>
#include <spdlog/spdlog.h>

#include <memory>
#include <sstream>

#include "native/av.h"

using namespace sunhall;
using namespace std::chrono_literals;

TEST_CASE("av log: a user and password in a URL never reach a line") {
  CHECK(scrub_urls("open rtsp://viewer:geheim@192.0.2.1:554/x failed") ==
        "open rtsp://***@192.0.2.1:554/x failed");
  CHECK(scrub_urls("rtsp://a@h/ then http://u:p@i?x=1") == "rtsp://***@h/ then http://***@i?x=1");
}

TEST_CASE("av log: a password with an at sign in it leaves nothing behind") {
  CHECK(scrub_urls("rtsp://viewer:se@cret@host/path") == "rtsp://***@host/path");
}

TEST_CASE("av log: text without a user is left as it is") {
  CHECK(scrub_urls("") == "");
  CHECK(scrub_urls("://") == "://");
  CHECK(scrub_urls("rtsp://host/a@b mail a@b") == "rtsp://host/a@b mail a@b");
}

TEST_CASE("av log: a broken stream writes five lines in ten seconds, and says how many it kept") {
  LogLimit limit;
  int written = 0;
  for (int i = 0; i < 1000; ++i) written += limit.ask(i * 1ms).write ? 1 : 0;

  const LogLimit::Pass next = limit.ask(11s);

  CHECK(written == kAvLogLinesMax);
  CHECK(next.write);
  CHECK(next.swallowed_count == 1000 - kAvLogLinesMax);
}

TEST_CASE("av log: what libav says about a URL arrives in our log without its password") {
  std::ostringstream text;
  const auto before = spdlog::default_logger();
  spdlog::set_default_logger(std::make_shared<spdlog::logger>(
      "test", std::make_shared<spdlog::sinks::ostream_sink_mt>(text)));
  install_av_log();
  restart_av_log_limit();  // other tests' streams may have used it up

  av_log(nullptr, AV_LOG_ERROR, "cannot open %s\n", "rtsp://viewer:geheim@127.0.0.1/x");

  spdlog::set_default_logger(before);
  CHECK(text.str().find("rtsp://***@127.0.0.1/x") != std::string::npos);
  CHECK(text.str().find("geheim") == std::string::npos);
}
