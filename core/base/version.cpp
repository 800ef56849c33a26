#include "core/base/version.h"

#include "velatura_version.h"

namespace velatura {

const char* versionNumber() { return VELATURA_VERSION; }
const char* versionCommit() { return VELATURA_COMMIT; }

}  // namespace velatura
