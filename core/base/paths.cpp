#include "core/base/paths.h"

#include <pwd.h>
#include <unistd.h>

#include <cstdlib>

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// HOME, or what the account says (services and containers often start without it).
fs::path homeFolder() {
    if (const char* home = std::getenv("HOME"); home && *home) return home;
    const passwd* account = ::getpwuid(::getuid());
    return account && account->pw_dir && *account->pw_dir ? account->pw_dir : "/";
}

fs::path xdg(const char* variable, const char* fallback) {
    if (const char* v = std::getenv(variable); v && v[0] == '/') return fs::path(v) / "velatura";
    return homeFolder() / fallback / "velatura";
}

}  // namespace

fs::path executableFolder() {
    std::error_code ec;
    const fs::path exe = fs::read_symlink("/proc/self/exe", ec);
    return ec ? fs::current_path(ec) : exe.parent_path();
}

std::vector<fs::path> dataFolders() {
    const fs::path exe = executableFolder();
    std::vector<fs::path> out{exe, exe / "data", exe.parent_path() / VELATURA_INSTALL_DATA};
    if (const char* v = std::getenv("VELATURA_DATA"); v && *v) out.emplace_back(v);
    return out;
}

Result<fs::path> findData(const std::string& relative) {
    std::error_code ec;
    std::string asked;
    for (const auto& folder : dataFolders()) {
        if (fs::exists(folder / relative, ec)) return folder / relative;
        asked += (asked.empty() ? "" : ", ") + folder.string();
    }
    return fail(ErrorCode::NotFound, "%1 was not found in %2.", {relative, asked},
                "Install the program again, or set VELATURA_DATA to the folder that holds it.");
}

fs::path configFolder() { return xdg("XDG_CONFIG_HOME", ".config"); }
fs::path stateFolder() { return xdg("XDG_STATE_HOME", ".local/state"); }
fs::path cacheFolder() { return xdg("XDG_CACHE_HOME", ".cache"); }
fs::path runsFolder() { return xdg("XDG_DATA_HOME", ".local/share") / "runs"; }

}  // namespace velatura
