// Small types with which the fields of records are described.
#pragma once

#include <cstddef>
#include <string_view>

namespace sunhall {

/// A field in JSON, and what people call it.
struct FieldName {
  const char* key;
  std::string_view zh;
};

enum class Need : unsigned char { kOptional, kRequired };

/// What a text may hold beside being one clean line.
enum class TextForm : unsigned char {
  kAny,
  kThing,     // id of a record
  kSlug,      // id of a camera or sensor
  kSha256,    // 64 hex digits
  kPhone,     // digits, blanks, + - ( )
  kLastFour,  // the last four characters of an identity number
  kKey,       // key of a finding
};

struct Unit {
  std::string_view zh;
  std::string_view en;
};
inline constexpr Unit kNoUnit{"", ""};
inline constexpr Unit kCelsius{"°C", "°C"};
inline constexpr Unit kGrams{"克", "g"};
inline constexpr Unit kKilograms{"千克", "kg"};
inline constexpr Unit kMinutes{"分钟", "min"};
inline constexpr Unit kDays{"天", "days"};
inline constexpr Unit kMilligramsPerLitre{"mg/L", "mg/L"};

inline constexpr std::size_t kTextCharsMax = 60;
inline constexpr std::size_t kLongTextCharsMax = 300;  // notes and notices
inline constexpr std::size_t kKeyBytesMax = 200;       // of a finding
inline constexpr std::size_t kPhotosMax = 8;           // of a record
inline constexpr std::size_t kThingsMax = 40;          // products of a dish, deliveries of one
inline constexpr std::size_t kMealDishesMax = 60;

}  // namespace sunhall
