#include "hub/api/photo_routes.h"

#include <algorithm>
#include <span>
#include <utility>

#include "core/model/records/record_kind.h"
#include "hub/api/record_form.h"

namespace sunhall {
namespace {

bool is_photo_type(std::string_view type) {
  return type == "image/jpeg" || type == "image/png" || type == "image/webp";
}

Response keep_photo(const RecordParts& parts, const Call& call) {
  if (!is_photo_type(call.request.header("content-type").value_or("")))
    return error_response(415, "bad_input",
                          "照片应为 JPEG、PNG 或 WebP · Send image/jpeg, image/png or image/webp");
  const std::string& body = call.request.body;
  const std::span bytes(reinterpret_cast<const std::uint8_t*>(body.data()), body.size());
  const auto name = parts.ledger.photos().add(bytes);
  if (!name) return answer_error(name.error());
  return answer_json(201, OrderedJson{{"photo", *name}});
}

/// A body's photos, as far as staff may see them: nobody's certificate.
bool shows_to_staff(const StoredEntry& entry, std::string_view sha) {
  if (!entry.body || entry.kind == kind_word(RecordKind::kPerson)) return false;
  const Json body = Json::parse(*entry.body, nullptr, false);
  return body.is_object() && std::ranges::count(photos_of(body), sha) > 0;
}

Result<bool> may_see_photo(const RecordParts& parts, const Call& call, std::string_view sha) {
  if (call.who.role >= Role::kInspector) return true;
  const std::chrono::sys_days today(to_local(parts.clock.now().wall).date);
  auto entries = parts.reader.days(today - kStaffPhotoPast, today, {});
  if (!entries) return tl::unexpected(std::move(entries.error()));
  const auto suppliers = parts.reader.all_of(kind_word(RecordKind::kSupplier));
  if (!suppliers) return tl::unexpected(suppliers.error());
  std::ranges::copy(*suppliers, std::back_inserter(*entries));
  return std::ranges::any_of(*entries,
                             [&](const StoredEntry& entry) { return shows_to_staff(entry, sha); });
}

/// What a browser opens by itself must not act as a page of ours, whatever the bytes are.
Response photo_answer(Photo photo, std::string_view sha) {
  const std::string name = std::string(sha.substr(0, 16)) + std::string(photo_suffix(photo.format));
  return {.status = 200,
          .headers = {{"Content-Type", std::string(photo_media_type(photo.format))},
                      {"Content-Disposition", "inline; filename=\"" + name + "\""},
                      {"Content-Security-Policy", "default-src 'none'; sandbox"},
                      {"Cache-Control", "no-store"}},
          .body = std::vector<Piece>{
              std::make_shared<const std::vector<std::uint8_t>>(std::move(photo.bytes))}};
}

Response show_photo(const RecordParts& parts, const Call& call) {
  const std::string sha(call.param("sha"));
  const auto may = may_see_photo(parts, call, sha);
  if (!may) return answer_error(may.error());
  // The same words whether it exists: nobody learns which photos there are.
  const Response none = error_response(404, "not_found", "没有这张照片 · There is no such photo");
  if (!*may || !parse_digest(sha)) return none;
  auto photo = parts.ledger.photos().read(sha);
  if (photo) return photo_answer(std::move(*photo), sha);
  return photo.error().kind == ErrorKind::kUnsupported ? none : answer_error(photo.error());
}

}  // namespace

void add_photo_routes(Router& router, const RecordParts& parts) {
  router.add({.method = Method::kPost,
              .pattern = kPhotosPath,
              .least = Role::kStaff,
              .handler =
                  [parts](const Call& call, Reply reply) {
                    answer_on(parts.queue, std::move(reply),
                              [parts, call] { return keep_photo(parts, call); });
                  },
              .keys = Keys::kTaken});
  add_record_reading(router, parts, "/api/v1/photos/{sha}", Role::kStaff, "photo", show_photo);
}

}  // namespace sunhall
