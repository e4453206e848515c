// What the menu tells those who look after the house: the service panel.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "core/base/language.h"
#include "core/base/time.h"
#include "core/model/platform_view.h"
#include "core/stage/panel.h"

namespace sunhall {

/// More platforms than this are not shown; those with trouble come first then.
inline constexpr std::size_t kServiceLinesMax = 4;

struct ServiceLine {
  std::string name;  // 市监管平台
  Status status;     // 已注册, 未注册 12 分钟

  friend bool operator==(const ServiceLine&, const ServiceLine&) = default;
};

/// One line for each platform that the home reports to, in the site's order.
std::vector<ServiceLine> service_lines(std::span<const PlatformView> platforms,
                                       const ZonedTime& now, Language language);

}  // namespace sunhall
