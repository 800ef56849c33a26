// Which program this is: for --version, About, recipes and the log.
#pragma once

namespace velatura {

const char* versionNumber();  ///< "0.1.0"
const char* versionCommit();  ///< "1a2b3c4d5e", with "-dirty" for a changed tree

}  // namespace velatura
