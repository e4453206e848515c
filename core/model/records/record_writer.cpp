#include "core/model/records/record_writer.h"

namespace sunhall {

void RecordWriter::clock(const FieldName& name, const std::optional<std::chrono::minutes>& value) {
  if (!value) return;
  out_[name.key] = format_hh_mm({WallTime(*value), std::chrono::minutes(0)});
}

void RecordWriter::days(const FieldName& name, const std::optional<std::array<bool, 7>>& value) {
  if (!value) return;
  Json list = Json::array();
  for (std::size_t day = 0; day < kWeekdayWords.size(); ++day) {
    if ((*value)[day]) list.push_back(kWeekdayWords[day]);
  }
  out_[name.key] = std::move(list);
}

void RecordWriter::certificates(const FieldName& name, const std::optional<Certificates>& value) {
  if (!value) return;
  Json list = Json::array();
  for (const auto& [word, member] : kCertificateWords) {
    if ((*value).*member) list.push_back(word);
  }
  out_[name.key] = std::move(list);
}

}  // namespace sunhall
