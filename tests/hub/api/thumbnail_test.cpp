#include "hub/api/thumbnail.h"

#include <cstdlib>
#include "native/av_log.h"

#include "tests/hub/api/recorded_house.h"
#include "tests/support/bent.h"

using namespace sunhall;
using namespace sunhall::test;

namespace {

Result<std::vector<std::uint8_t>> thumbnail_of(const std::string& film) {
  const std::vector<std::uint8_t> bytes(film.begin(), film.end());
  return make_thumbnail(bytes);
}

/// A head and one part, as the routes cut them out.
std::string first_part(const std::string& film) {
  const Mp4Layout layout = layout_of(film);
  return film.substr(0, layout.parts[0].offset + layout.parts[0].bytes);
}

/// What FFmpeg finds in a picture: codec and size.
std::string kind_of(const std::vector<std::uint8_t>& jpeg) {
  const TempFolder folder;
  folder.write("a.jpg", std::string(jpeg.begin(), jpeg.end()));
  return output_of(
      "ffprobe -v error -show_entries stream=codec_name,width,height,color_range -of csv=p=0 " +
      folder / "a.jpg");
}

std::string film_by(const std::string& options) {
  const TempFolder folder;
  output_of("ffmpeg -v error -nostdin -f lavfi -i testsrc2=s=180x640:r=25:d=0.2 -threads 1 " +
            options + " -movflags cmaf+empty_moov+frag_every_frame+skip_trailer " +
            folder / "film.mp4");
  return folder.read("film.mp4");
}

}  // namespace

TEST_CASE("thumbnail: a key frame becomes a JPEG 320 pixels wide") {
  const auto jpeg = thumbnail_of(first_part(wide_film()));
  must(jpeg);
  CHECK((*jpeg)[0] == 0xff);
  CHECK((*jpeg)[1] == 0xd8);
  CHECK(jpeg->size() < 40'000);
  CHECK(kind_of(*jpeg) == "mjpeg,320,180,pc\n");
}

TEST_CASE("thumbnail: a small picture is not made larger, a tall one is no tower") {
  const auto small = thumbnail_of(first_part(small_film()));
  must(small);
  CHECK(kind_of(*small) == "mjpeg,160,120,pc\n");
  const auto tall = thumbnail_of(film_by("-vf scale=160:1280 -c:v libx264 -preset ultrafast"));
  must(tall);
  CHECK(kind_of(*tall) == "mjpeg,80,640,pc\n");
}

TEST_CASE("thumbnail: a colour stays what it was, whichever range the camera uses") {
  for (const char* range : {"tv", "pc"}) {
    const TempFolder folder;
    const std::string is = std::string(range);
    output_of(
        "ffmpeg -v error -nostdin -f lavfi -i color=0x206040:s=320x240:r=25:d=0.2 -vf "
        "scale=out_range=" +
        is + ":out_color_matrix=bt709 -color_range " + is +
        " -colorspace bt709 -pix_fmt yuv420p -c:v libx264 -preset ultrafast -movflags "
        "cmaf+empty_moov+frag_every_frame+skip_trailer " +
        folder / "film.mp4");
    const auto jpeg = thumbnail_of(folder.read("film.mp4"));
    must(jpeg);
    folder.write("a.jpg", std::string(jpeg->begin(), jpeg->end()));
    const std::string pixel = output_of("ffmpeg -v error -nostdin -i " + folder / "a.jpg" +
                                        " -vf scale=1:1 -pix_fmt rgb24 -f rawvideo -");
    REQUIRE(pixel.size() == 3);
    CHECK(std::abs(static_cast<unsigned char>(pixel[0]) - 0x20) <= 8);
    CHECK(std::abs(static_cast<unsigned char>(pixel[1]) - 0x60) <= 8);
    CHECK(std::abs(static_cast<unsigned char>(pixel[2]) - 0x40) <= 8);
  }
}

TEST_CASE("thumbnail: H.265 is decoded, other codecs are refused") {
  must(thumbnail_of(film_by("-c:v libx265 -preset ultrafast -x265-params log-level=none")));
  const auto other = thumbnail_of(film_by("-c:v mpeg4"));
  REQUIRE_FALSE(other);
  CHECK(other.error().kind == ErrorKind::kUnsupported);
}

TEST_CASE("thumbnail: a film that is cut anywhere gives an error, never a picture") {
  install_av_log();  // it lets a few lines through
  const std::string film = first_part(small_film());
  for (std::size_t length = 0; length < film.size(); ++length) {
    const auto jpeg = thumbnail_of(film.substr(0, length));
    if (jpeg) FAIL_CHECK("a picture from ", length, " of ", film.size(), " bytes");
  }
  CHECK(thumbnail_of(film));
}

TEST_CASE("thumbnail: a film with wrong bytes in it ends no program") {
  install_av_log();
  const std::string film = first_part(small_film());
  const Mp4Layout layout = layout_of(film);
  int picture_count = 0;
  for (std::uint32_t seed = 0; seed < 1500; ++seed) {
    // Half of them in the boxes, half anywhere.
    const std::size_t boxes = seed % 2 == 0 ? film.size() : layout.parts[0].offset + 200;
    const std::string bent = bend(film.substr(0, boxes), seed) + film.substr(boxes);
    const auto jpeg = thumbnail_of(bent);
    if (jpeg) ++picture_count;
    if (!jpeg) CHECK(jpeg.error().what.starts_with("film: "));
  }
  CHECK(picture_count > 0);
}
