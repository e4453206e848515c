// The words of `sunhall-hub upload`.
#pragma once

#include <string>

#include <CLI/CLI.hpp>
#include <tl/expected.hpp>

#include "hub/options.h"

namespace sunhall {

/// Names the options to the command line's reader, and reads what was found.
///
/// Order:   add_to, then the reader parses, then is_parsed and read.
class UploadWords {
 public:
  void add_to(CLI::App& upload);
  bool is_parsed() const { return upload_ != nullptr && upload_->parsed(); }
  /// The error is one sentence for whoever typed it.
  tl::expected<UploadToolOptions, std::string> read() const;

 private:
  CLI::App* add(const std::string& name);

  CLI::App* upload_ = nullptr;
  CLI::App* dry_run_ = nullptr;
  CLI::App* status_ = nullptr;
  CLI::App* retry_ = nullptr;
  std::string site_, data_, id_, entry_, day_;
  bool shows_encrypted_ = false;
};

}  // namespace sunhall
