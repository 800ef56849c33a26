#include "app/cli/evaluate_pairs.h"

#include <map>

#include "app/cli/targets.h"
#include "core/image_io/image_io.h"

namespace velatura::cli {

namespace fs = std::filesystem;

namespace {

/// The pictures of a folder by what they are called within it, without the ending.
Result<std::map<std::string, fs::path>> byName(const fs::path& folder) {
    auto pictures = listPictures(folder);
    if (!pictures) return fail(pictures.error());
    std::map<std::string, fs::path> out;
    for (const auto& path : *pictures) {
        const auto [it, fresh] = out.emplace(path.lexically_relative(folder).replace_extension().string(), path);
        if (!fresh)
            return fail(ErrorCode::Usage, "%1 and %2 differ only in their ending, so neither can be matched by name.",
                        {it->second.string(), path.string()});
    }
    return out;
}

}  // namespace

Result<PicturePairs> pairPictures(const fs::path& a, const fs::path& b) {
    for (const auto& path : {a, b})
        if (auto s = checkExists(path); !s) return fail(s.error());
    const bool folderA = fs::is_directory(a), folderB = fs::is_directory(b);
    if (folderA != folderB)
        return fail(ErrorCode::Usage, "%1 is a folder and %2 is not; give two pictures or two folders.",
                    {(folderA ? a : b).string(), (folderA ? b : a).string()});
    PicturePairs out;
    if (!folderA) {
        out.pairs.push_back({a.filename().string(), a, b});
        return out;
    }
    auto left = byName(a);
    if (!left) return fail(left.error());
    auto right = byName(b);
    if (!right) return fail(right.error());
    for (const auto& [name, path] : *left) {
        const auto partner = right->find(name);
        if (partner == right->end()) {
            out.alone.push_back(path);
            continue;
        }
        out.pairs.push_back({name, path, partner->second});
        right->erase(partner);
    }
    for (const auto& [name, path] : *right) out.alone.push_back(path);
    if (out.pairs.empty())
        return fail(ErrorCode::NotFound, "No picture in %1 has the name of one in %2.", {a.string(), b.string()});
    return out;
}

}  // namespace velatura::cli
