#include "core/batch/export_names.h"

#include <fmt/format.h>

#include <set>

namespace velatura {

namespace fs = std::filesystem;

const std::vector<std::string>& exportTokens() {
    static const std::vector<std::string> all = {"name", "target", "width", "height", "date", "index", "style"};
    return all;
}

Result<std::vector<ExportFile>> exportFiles(const fs::path& folder, const std::string& names,
                                            const std::vector<NameValues>& items, const std::string& ending,
                                            bool keepBoth) {
    const auto pattern = NameTemplate::parse(names, exportTokens());
    if (!pattern) return fail(pattern.error());
    std::vector<ExportFile> out;
    std::set<std::string> taken;
    for (const NameValues& values : items) {
        const std::string stem = pattern->fill(values);
        for (int n = 1;; ++n) {
            const std::string name =
                n == 1 ? fmt::format("{}.{}", stem, ending) : fmt::format("{}-{}.{}", stem, n, ending);
            const fs::path path = folder / name;
            std::error_code ec;
            const bool exists = fs::symlink_status(path, ec).type() > fs::file_type::not_found;
            if ((keepBoth && exists) || !taken.insert(foldedName(name)).second) continue;
            out.push_back({path, exists});
            break;
        }
    }
    return out;
}

}  // namespace velatura
