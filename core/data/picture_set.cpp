#include "core/data/picture_set.h"

#include "core/base/check.h"
#include "core/io/packed.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

class FolderSet : public PictureSet {
public:
    FolderSet(std::vector<fs::path> paths, const PictureReader& reader) : paths_(std::move(paths)), reader_(reader) {}
    std::size_t count() const override { return paths_.size(); }
    Result<Image> read(std::size_t index, const ReadOptions& options) const override {
        // A network learns numbers: they must mean the same colour in every picture.
        ReadOptions srgb = options;
        srgb.toSrgb = true;
        return reader_.read(paths_.at(index), srgb);
    }
    std::string name(std::size_t index) const override { return paths_.at(index).string(); }

private:
    std::vector<fs::path> paths_;
    const PictureReader& reader_;
};

class PackedSet : public PictureSet {
public:
    PackedSet(PackedReader set, const PictureReader& reader) : set_(std::move(set)), reader_(reader) {}
    std::size_t count() const override { return set_.size(); }
    Result<Image> read(std::size_t index, const ReadOptions& options) const override {
        auto bytes = set_.read(index);
        if (!bytes) return fail(bytes.error());
        return reader_.decode(*bytes, options);
    }
    std::string name(std::size_t index) const override { return set_.entry(index).name; }

private:
    PackedReader set_;
    const PictureReader& reader_;
};

}  // namespace

Result<std::shared_ptr<PictureSet>> openPictureSet(const fs::path& path, const PictureReader* reader) {
    std::error_code ec;
    if (!fs::exists(path, ec))
        return fail(ErrorCode::NotFound, "There is no folder or packed set %1.", {path.string()}, "Check the name.");
    check(reader != nullptr, "a picture set needs a reader");
    if (!fs::is_directory(path, ec)) {
        auto packed = PackedReader::open(path);
        if (!packed) return fail(packed.error());
        if (packed->size() == 0)
            return fail(ErrorCode::NotFound, "There is no picture in the packed set %1.", {path.string()}, "Pack a folder with pictures.");
        return std::make_shared<PackedSet>(std::move(*packed), *reader);
    }
    auto paths = reader->list(path);
    if (!paths) return fail(paths.error());
    if (paths->empty())
        return fail(ErrorCode::NotFound, "There is no picture in the folder %1.", {path.string()},
                    "Choose a folder with PNG, JPEG, WebP or TIFF files.");
    return std::make_shared<FolderSet>(std::move(*paths), *reader);
}

}  // namespace velatura
