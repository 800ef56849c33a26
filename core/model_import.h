// Import of a stranger's network: looked through by the work library, copied into the store as safetensors with the
// network's own names, and looked through again as what it is from then on. Blocks; called from a background lane and
// the terminal program.
#pragma once

#include <filesystem>
#include <string>

#include "core/jobs/job_context.h"
#include "core/model_store.h"
#include "core/work.h"

namespace velatura {

struct ImportRequest {
    std::filesystem::path file;
    std::string name;        ///< empty: made from the file's
    std::string convention;  ///< one of vggConventions(); empty: as the file and a test picture tell
};

struct Imported {
    StoredModel model;
    bool already = false;  ///< the same file had been imported before; the entry is that one
};

/// Numbers are kept as they are in F32 and F16; wider and stranger ones become F32. Layers that nobody looks at (behind
/// conv5_1, the classifier) are left out.
Result<Imported> importModel(Work& work, const ImportRequest& request, JobContext& context);

/// The same entry, its input taken as of another convention.
Result<StoredModel> changeConvention(Work& work, const StoredModel& model, const std::string& convention);

/// The entry's file is still the one that was imported, and the work library still understands it.
Result<NetworkReport> checkStoredModel(Work& work, const StoredModel& model);

}  // namespace velatura
