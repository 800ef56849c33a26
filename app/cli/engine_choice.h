// Which engine a command line means, before its options exist: they are those of that engine.
#pragma once

#include <string>
#include <vector>

namespace velatura::cli {

/// The one that --engine names, else that of --recipe FILE, else the catalog's first that knows every engine's option
/// among the arguments and can do what they ask for (--from, --timelapse); the catalog's first where none does. What is
/// wrong with them is said later.
std::string engineAhead(const std::vector<std::string>& arguments);

}  // namespace velatura::cli
