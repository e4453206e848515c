// A CSV file taken apart.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace sunhall {

inline constexpr std::size_t kCsvRowsMax = 5'000;
inline constexpr std::size_t kCsvColumnsMax = 64;
inline constexpr std::size_t kCsvCellBytesMax = 4'096;

using CsvRows = std::vector<std::vector<std::string>>;

/// Reads a table as spreadsheets write it: UTF-8 with or without a mark, else GB18030.
///
/// Shape:   empty lines count as rows without cells, so that a row's place is its line in a file
///          without line breaks inside cells.
/// Errors:  kBadInput, in words for people, for what is neither, a quote that is never closed, or
///          over a limit.
/// Source:  RFC 4180; GB 18030-2022.
Result<CsvRows> read_csv(std::string_view bytes);

}  // namespace sunhall
