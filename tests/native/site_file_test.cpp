#include "native/site_file.h"

#include <doctest/doctest.h>
#include <cstdlib>

#include <fstream>
#include <iterator>

#include "native/file.h"
#include "tests/support/bent.h"
#include "tests/support/source_path.h"

using namespace sunhall;
namespace fs = std::filesystem;

namespace {

const fs::path kSource = source_path("");

/// A folder of this test alone, with a password, a PIN and a place for a site file.
class Home {
 public:
  Home() {
    std::string name = (fs::temp_directory_path() / "sunhall-site-XXXXXX").string();
    REQUIRE(::mkdtemp(name.data()) != nullptr);
    folder = name;
    REQUIRE(write_file(folder / "cooking.password", "SECRET\n", FileAccess::kOwnerOnly));
    REQUIRE(write_file(folder / "screen.pin", "2468\n", FileAccess::kOwnerOnly));
  }
  ~Home() {
    std::error_code ignored;
    fs::remove_all(folder, ignored);
  }
  Home(const Home&) = delete;
  Home& operator=(const Home&) = delete;

  Result<LoadedSite> read(const std::string& text) const {
    return parse_site(text, "site.toml", folder);
  }
  /// The line that a file is refused with.
  std::string refusal(const std::string& text) const {
    const auto loaded = read(text);
    return loaded ? "it was accepted" : loaded.error().what;
  }

  fs::path folder;
};

constexpr const char* kHead = "[site]\nid = \"home\"\nname = \"家\"\n";  // lines 1 to 3

/// A camera whose table begins on line 4.
std::string with_camera(const std::string& lines) {
  return std::string(kHead) + "[[camera]]\nid = \"a\"\nname = \"烹饪\"\narea = \"operation\"\n" +
         lines;
}
constexpr const char* kMain = "main = \"rtsp://192.0.2.1/1\"\n";  // line 8

}  // namespace

TEST_CASE("site file: the hub's token comes from a file of its own and is in no complaint") {
  const Home home;
  REQUIRE(write_file(home.folder / "hub.token", "SECRET\n", FileAccess::kOwnerOnly));
  const std::string camera = with_camera(kMain).substr(std::string(kHead).size());

  const auto loaded =
      home.read(std::string(kHead) +
                "hub = \"http://hub.lan:8080\"\nhub_token_file = \"hub.token\"\n" + camera);
  REQUIRE(loaded);
  CHECK(loaded->site.hub_token.reveal() == "SECRET");
  CHECK(home.read(std::string(kHead) + camera)->site.hub_token.empty());

  const std::string refusal =
      home.refusal(std::string(kHead) + "hub_token_file = \"SECRET\"\n" + camera);
  CHECK(refusal.find("site.toml:4: site.hub_token_file: ") == 0);
  CHECK(refusal.find("SECRET") == std::string::npos);
}

TEST_CASE("site file: the sample is read with all that the screen needs") {
  const auto loaded = load_site(kSource / "config/sample/site.toml");
  if (!loaded) FAIL(loaded.error().what);
  const Site& site = loaded->site;
  CHECK(site.name == "示例养老院");
  CHECK(site.retention == std::chrono::days(15));
  CHECK(site.records_url == "file://" + (kSource / "config/sample/today.json").string());
  REQUIRE(site.cameras.size() == 5);
  CHECK(site.cameras[1].camera.area == Area::kOperation);
  CHECK(site.cameras[1].main.user == "viewer");
  CHECK(site.cameras[1].main.password.reveal() == "sunhall-sample");
  CHECK(site.cameras[1].sub->password.reveal() == "sunhall-sample");
  CHECK(site.cameras[0].main.user.empty());
  CHECK(site.cameras[0].sub->url == "rtsp://127.0.0.1:8554/storage-sub");
  CHECK(site.schedule.meal_times.size() == 3);
  CHECK(site.schedule.standby.front() ==
        DailySpan{.from = std::chrono::minutes(1230), .to = std::chrono::minutes(330)});
  CHECK(site.licence->food_safety_officer.text() == "示例员");
}

TEST_CASE("site file: the installers' example is read without a warning") {
  const auto loaded = load_site(kSource / "config/example/site.toml");
  if (!loaded) FAIL(loaded.error().what);
  CHECK(loaded->warnings.empty());
  CHECK(loaded->site.licence->food_safety_officer.text() == "王*");
}

TEST_CASE("site file: what the example only comments out is understood, too") {
  const Home home;
  const auto loaded = home.read(with_camera(R"(main = "rtsp://192.0.2.1/1"
transport = "udp"
user = "viewer"
password_file = "cooking.password"
masks = [ { x = 0.0, y = 0.6, width = 0.25, height = 0.4 } ]
[pin]
file = "screen.pin"
modes = ["standby", "trace"]
[disk]
folder = "/srv/sunhall"
keep_free_gib = 20
mounted = true
[family]
viewers_max = 80
[screen]
overscan = 0
theme = "night"
language = "en"
)"));
  if (!loaded) FAIL(loaded.error().what);
  const CameraSource& camera = loaded->site.cameras.front();
  CHECK(camera.main.transport == Transport::kUdp);
  CHECK(camera.main.password.reveal() == "SECRET");
  CHECK_FALSE(camera.sub.has_value());
  CHECK_FALSE(camera.camera.has_sub);
  CHECK(camera.masks.front() == MaskRect{.x = 0, .y = 0.6, .width = 0.25, .height = 0.4});
  CHECK(loaded->site.pin->digits.reveal() == "2468");
  CHECK(loaded->site.pin->modes == std::vector<std::string>{"standby", "trace"});
  CHECK(loaded->site.disk->keep_free_gib == 20);
  CHECK(loaded->site.disk->is_mount);
  CHECK(loaded->site.family.viewers_max == 80);
  CHECK(loaded->site.screen.overscan == 0.0);
  CHECK(loaded->site.screen.language == Language::kEnglish);
  CHECK(loaded->warnings.empty());
}

TEST_CASE("site file: an error names file, line, key and the fix") {
  const Home home;
  CHECK(home.refusal(with_camera("main = \"rtsp://192.0.2.1/1\"\ntransport = \"tpc\"\n")) ==
        "site.toml:9: camera.transport: \"tpc\" is not one of \"tcp\", \"udp\"; did you mean "
        "\"tcp\"?");
  CHECK(home.refusal(with_camera("mian = \"rtsp://192.0.2.1/1\"\n")) ==
        "site.toml:8: camera.mian: is not known here; did you mean \"main\"?");
  CHECK(home.refusal(with_camera("")) ==
        "site.toml:4: camera.main: is missing; write main = \"rtsp://192.0.2.10:554/stream1\"");
  CHECK(home.refusal("[sight]\n") ==
        "site.toml:1: sight: is not known here; take it out or look it up in docs/site-format.md");
  CHECK(home.refusal("[scren]\n") ==
        "site.toml:1: scren: is not known here; did you mean \"screen\"?");
  CHECK(home.refusal("") ==
        "site.toml:1: site: is missing; write [site] with id and name below it");
  CHECK(home.refusal(std::string(kHead) + "retention_days = 6\n") ==
        "site.toml:4: site.retention_days: is not between 7 and 366");
  CHECK(home.refusal(kHead) == "site.toml:1: camera: is missing; write [[camera]] for each camera");
  CHECK(home.refusal("a = \n").find("site.toml:1: line: is not TOML") == 0);
}

TEST_CASE("site file: a value of the wrong kind is refused, never guessed") {
  const Home home;
  const std::string camera = with_camera(kMain);
  const auto refuse = [&](const std::string& lines, const char* key) {
    CAPTURE(lines);
    CHECK(home.refusal(camera + lines).find(key) != std::string::npos);
  };
  refuse("[screen]\ndiagonal_inch = \"55\"\n", "screen.diagonal_inch: a number");
  refuse("[screen]\ndiagonal_inch = nan\n", "screen.diagonal_inch: is not between");
  refuse("[screen]\ndiagonal_inch = true\n", "screen.diagonal_inch: a number");
  refuse("[screen]\nrotation_s = 12.5\n", "screen.rotation_s: a whole number");
  refuse("[screen]\noverscan = 0.2\n", "screen.overscan: is not between 0 and 0.15");
  refuse("[[screen]]\n", "screen: write [screen]");
  refuse("[schedule]\nstandby = \"20:30-05:30\"\n", "schedule.standby: a list");
  refuse("[schedule]\nstandby = [\"20:30\"]\n", "schedule.standby: is not a span");
  refuse("[schedule]\nstandby = [\"20:30-20:30\"]\n", "schedule.standby: is not a span");
  refuse("[schedule]\nstandby = [\"24:01-05:00\"]\n", "schedule.standby: is not a span");
  refuse("[schedule]\nstandby = [3]\n", "schedule.standby: only texts");
  refuse("[meal]\nname = \"午餐\"\n", "meal: write [[meal]]");
  refuse("[[meal]]\nname = \"午餐\"\nfrom = \"11\"\nto = \"12:30\"\n", "meal.from: from and to");
  refuse("[pin]\nfile = \"screen.pin\"\nmodes = [\"stanby\"]\n", "did you mean \"standby\"?");
  refuse("[pin]\nfile = \"cooking.password\"\nmodes = [\"standby\"]\n", "4 to 8 digits");
  refuse("[pin]\nfile = \"absent\"\nmodes = [\"standby\"]\n",
         "pin.file: open the file: No such file");
  refuse("[disk]\nfolder = \"srv\"\n", "disk.folder: must be a whole path");
  refuse("[family]\nviewers_max = 0\n", "family.viewers_max: ");
  refuse("[disk]\nfolder = \"/srv\"\nmounted = 1\n", "disk.mounted: true or false");
  refuse("[licence]\nvalid_until = \"2029-02-30\"\n", "licence.valid_until: not a date");
  refuse("masks = [ { x = 0, y = 0, width = 0, height = 1 } ]\n",
         "camera.masks.width: must be over");
  refuse("id = \"b\"\n", "site.toml:9: line: is not TOML");
}

TEST_CASE("site file: ids are plain words and belong to one camera each") {
  const Home home;
  const std::string second = "[[camera]]\nid = \"a\"\nname = \"二\"\narea = \"dining\"\n";
  CHECK(home.refusal(with_camera(kMain) + second + kMain) ==
        "site.toml:10: camera.id: \"a\" is another camera's id already; give each its own");
  CHECK(home.refusal("[site]\nid = \"../x\"\nname = \"家\"\n")
            .find("site.toml:2: site.id: must be") == 0);
}

TEST_CASE("site file: sixty-four cameras are enough, one more is refused") {
  const Home home;
  std::string text = kHead;
  const auto add = [&text](int number) {
    text += "[[camera]]\nid = \"c" + std::to_string(number) +
            "\"\nname = \"相机\"\narea = \"dining\"\nmain = \"rtsp://192.0.2.1/1\"\n";
  };
  for (int i = 0; i < 64; ++i) add(i);
  CHECK(home.read(text)->site.cameras.size() == 64);
  add(64);
  CHECK(home.refusal(text).find("camera: stands here 65 times, at most 64") != std::string::npos);
}

TEST_CASE("site file: a password inside an address is taken out, warned about and never printed") {
  const Home home;
  const auto loaded = home.read(with_camera(R"(main = "rtsp://admin:SECRET%21@192.0.2.1/1"
sub = "rtsp://192.0.2.1/2"
)"));
  if (!loaded) FAIL(loaded.error().what);
  const CameraSource& camera = loaded->site.cameras.front();
  CHECK(camera.main.url == "rtsp://192.0.2.1/1");
  CHECK(camera.main.user == "admin");
  CHECK(camera.main.password.reveal() == "SECRET!");
  CHECK(camera.sub->user == "admin");
  CHECK(camera.sub->password.reveal() == "SECRET!");
  REQUIRE(loaded->warnings.size() == 1);
  CHECK(loaded->warnings.front() ==
        "site.toml:8: camera.main: holds a password; move it to a file of its own with user and "
        "password_file");
}

TEST_CASE("site file: no error repeats a secret, wherever it was put") {
  const Home home;
  for (const char* lines :
       {"main = \"rtsp://admin:SECRET/x@192.0.2.1/1\"\n",
        "main = rtsp://admin:SECRET@192.0.2.1/1\n", "main = \"rtsp://admin:SECRET@192.0.2.1/1\n",
        "main = \"rtsp://a:SECRET@192.0.2.1/1\"\nuser = \"b\"\n",
        "main = \"rtsp://a:SECRET@192.0.2.1/1\"\npassword_file = \"cooking.password\"\n",
        "main = \"rtsp://192.0.2.1/1\"\npassword_file = \"cooking.password\"\n",
        "main = \"rtsp://192.0.2.1/1\"\nuser = \"viewer\"\npassword = \"SECRET\"\n",
        "main = \"rtsp://192.0.2.1/1\"\nuser = \"viewer\"\npassword_file = \"SECRET\"\n",
        "main = \"rtsp://192.0.2.1/1\"\ntransport = \"SECRET\"\n",
        "main = \"rtsp://192.0.2.1/1\"\n\"rtsp://u:SECRET@h/\" = 1\n",
        "main = \"rtsp://192.0.2.1/1\"\n[pin]\nfile = \"cooking.password\"\nmodes = []\n"}) {
    CAPTURE(std::string(lines));
    const std::string refusal = home.refusal(with_camera(lines));
    CHECK(refusal.find("site.toml:") == 0);
    CHECK(refusal.find("SECRET") == std::string::npos);
  }
}

TEST_CASE("site file: a password file that others may read is used, with a warning") {
  const Home home;
  REQUIRE(write_file(home.folder / "open.password", "x"));
  const auto loaded = home.read(
      with_camera(std::string(kMain) + "user = \"viewer\"\npassword_file = \"open.password\"\n"));
  REQUIRE(loaded);
  CHECK(loaded->warnings.front() ==
        "site.toml:10: camera.password_file: others may read the file open.password; run: chmod "
        "600 open.password");
}

TEST_CASE("site file: a password may come from the environment") {
  const Home home;
  const std::string text = with_camera(
      std::string(kMain) + "user = \"viewer\"\npassword_env = \"SUNHALL_TEST_PASSWORD\"\n");
  ::unsetenv("SUNHALL_TEST_PASSWORD");
  CHECK(home.refusal(text) ==
        "site.toml:10: camera.password_env: the variable is not set; set it or use password_file");
  ::setenv("SUNHALL_TEST_PASSWORD", "SECRET", 1);
  CHECK(home.read(text)->site.cameras.front().main.password.reveal() == "SECRET");
  ::unsetenv("SUNHALL_TEST_PASSWORD");
}

TEST_CASE("site file: a password file must hold one line and something in it") {
  const Home home;
  const std::string text =
      with_camera(std::string(kMain) + "user = \"viewer\"\npassword_file = \"bad.password\"\n");
  for (const std::string& content : {std::string(), std::string("\n"), std::string("SECRET\ntwo"),
                                     std::string("SEC\0RET", 7), std::string(5000, 'x')}) {
    REQUIRE(write_file(home.folder / "bad.password", content, FileAccess::kOwnerOnly));
    const std::string refusal = home.refusal(text);
    CHECK(refusal.find("site.toml:10: camera.password_file: ") == 0);
    CHECK(refusal.find("SECRET") == std::string::npos);
  }
}

TEST_CASE("site file: records are a web address, a file's address or a file beside the site file") {
  const Home home;
  const auto url_of = [&](const std::string& records) {
    const auto loaded = home.read("[site]\nid = \"h\"\nname = \"家\"\nrecords = \"" + records +
                                  "\"\n[[camera]]\nid = \"a\"\nname = \"烹饪\"\narea = "
                                  "\"operation\"\n" +
                                  kMain);
    return loaded ? loaded->site.records_url : loaded.error().what;
  };
  CHECK(url_of("https://hub.lan/api/v1/today") == "https://hub.lan/api/v1/today");
  CHECK(url_of("file:///var/lib/sunhall/today.json") == "file:///var/lib/sunhall/today.json");
  CHECK(url_of("/var/lib/today.json") == "file:///var/lib/today.json");
  CHECK(url_of("a b.json") == "file://" + home.folder.string() + "/a%20b.json");
  CHECK(url_of("../today.json") == "file://" + home.folder.parent_path().string() + "/today.json");
  CHECK(url_of("file://today.json").find("site.toml:4: site.records: must begin") == 0);
  CHECK(url_of("https://u:SECRET@hub.lan/").find("SECRET") == std::string::npos);
}

TEST_CASE("site file: an officer's whole name needs the consent beside it") {
  const Home home;
  const std::string text = with_camera(kMain) + "[licence]\nfood_safety_officer = ";
  const auto masked = home.read(text + "\"王大明\"\n");
  CHECK(masked->site.licence->food_safety_officer.text() == "王*");
  CHECK(masked->warnings.size() == 1);
  CHECK(home.refusal(text + "{ full = \"王大明\" }\n").find("consent_text: is missing") !=
        std::string::npos);
}

TEST_CASE("site file: a file that is away says so, without a line") {
  const auto loaded = load_site(kSource / "config/absent.toml");
  REQUIRE_FALSE(loaded);
  CHECK(loaded.error().kind == ErrorKind::kUnavailable);
}

TEST_CASE(
    "site file: the sample cut at any length is refused or is a shorter site, never a crash") {
  const auto whole = read_file(kSource / "config/sample/site.toml", 100'000);
  REQUIRE(whole);
  int accepted = 0;
  for (std::size_t length = 0; length < whole->size(); ++length) {
    const auto loaded = parse_site(std::string_view(*whole).substr(0, length), "site.toml",
                                   kSource / "config/sample");
    if (loaded) ++accepted;
    if (!loaded && loaded.error().what.find("site.toml:") != 0) FAIL_CHECK(loaded.error().what);
    if (loaded && loaded->site.cameras.empty()) FAIL_CHECK("a site without a camera");
  }
  CHECK(accepted < static_cast<int>(whole->size()) / 2);
}

TEST_CASE("site file: bytes that are no text are refused") {
  const Home home;
  CHECK(home.refusal("[site]\nid = \"\xFF\"\n").find("site.toml:2: line: is not UTF-8") == 0);
  CHECK(home.refusal(std::string("\0\0", 2)).find("site.toml:1: line: is not TOML") == 0);
  CHECK(home.refusal(std::string(300 * 1024, '#')).find("is larger than") != std::string::npos);
  CHECK(home.refusal("a = " + std::string(5000, '[')).find("site.toml:1: line: is not TOML") == 0);
}

TEST_CASE("site file: what was found breaking readers before is read or refused with a line") {
  int files = 0;
  int accepted = 0;
  for (const auto& entry : fs::directory_iterator(kSource / "tests/data/site")) {
    CAPTURE(entry.path().string());
    const auto loaded = load_site(entry.path());
    ++files;
    if (loaded) ++accepted;
    if (!loaded) CHECK(loaded.error().what.find(entry.path().string() + ":") == 0);
  }
  CHECK(files >= 8);
  CHECK(accepted == 5);
}

TEST_CASE("site file: a bent sample is read, or refused with a line and without the password") {
  const Home home;
  const std::string whole = with_camera(
      "main = \"rtsp://viewer:SECRET@192.0.2.1/1\"\n[[meal]]\nname = \"午餐\"\nfrom = "
      "\"11:00\"\nto = "
      "\"12:30\"\n");
  for (std::uint32_t seed = 0; seed < 4000; ++seed) {
    CAPTURE(seed);
    const auto loaded = home.read(bend(whole, seed));
    const std::string said = loaded ? "" : loaded.error().what;
    if (!loaded && said.find("site.toml:") != 0) FAIL_CHECK(said);
    if (said.find("SECRET") != std::string::npos) FAIL_CHECK(said);
  }
}
