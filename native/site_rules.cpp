#include "native/site_rules.h"

#include <string_view>
#include <vector>

#include "native/toml_fields.h"

namespace sunhall {

Limits read_rules(TomlFields& file) {
  Limits limits;
  const toml::table* table = file.table("rules");
  if (table == nullptr) return limits;
  std::vector<std::string_view> known;
  for (const LimitKey& key : limit_keys()) known.push_back(key.word);
  TomlFields fields(*table, "rules", known, file.reading());
  for (const LimitKey& key : limit_keys()) {
    const auto value = fields.number(key.word, {key.lowest, key.highest});
    if (!value) continue;
    if (const auto set = set_limit(limits, key, *value); !set) {
      fields.fail_at(key.word, set.error().what);
    }
  }
  return limits;
}

}  // namespace sunhall
