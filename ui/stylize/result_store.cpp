#include "ui/stylize/result_store.h"

#include <unistd.h>

#include <algorithm>
#include <fstream>

#include "core/base/atomic_file.h"
#include "ui/bridge/background.h"
#include "ui/bridge/session_cache.h"

namespace velatura {

namespace {

constexpr qint64 kMostBytes = 1 << 30;

qint64 defaultBudget() {
    const qint64 memory = qint64{sysconf(_SC_PHYS_PAGES)} * sysconf(_SC_PAGESIZE);
    return memory > 0 ? std::min(kMostBytes, memory / 4) : kMostBytes;
}

qint64 bytesOf(const StyledResult& result) {
    auto bytes = static_cast<qint64>(result.unfinished.empty() ? 0 : result.unfinished.bytes());
    if (!result.picture) return bytes;
    bytes += static_cast<qint64>(result.picture->image.bytes());
    for (const QImage& level : result.picture->levels) bytes += level.sizeInBytes();
    return bytes;
}

/// What is on disk of one result.
struct Stored {
    std::shared_ptr<StoredPicture> picture, unfinished;
};
/// What was read of it.
struct ReadBack {
    PicturePtr picture;
    Image unfinished;
};

Result<ReadBack> readBack(const Stored& stored) {
    auto picture = stored.picture->read();
    if (!picture) return fail(picture.error());
    ReadBack out{*picture, {}};
    if (!stored.unfinished) return out;
    auto unfinished = stored.unfinished->readImage();
    if (!unfinished) return fail(unfinished.error());
    out.unfinished = std::move(*unfinished);
    return out;
}

}  // namespace

Result<std::shared_ptr<StoredPicture>> StoredPicture::write(const Image& image, const QString& name,
                                                            const std::filesystem::path& file) {
    auto out = AtomicFile::create(file);
    if (!out) return fail(out.error());
    for (int y = 0; y < image.height(); ++y)
        if (auto s = out->write(image.row(y), image.rowBytes()); !s) return fail(s.error());
    if (auto s = out->commit(); !s) return fail(s.error());
    std::shared_ptr<StoredPicture> stored(new StoredPicture);
    stored->file_ = file;
    stored->size_ = image.size();
    stored->channels_ = image.channels();
    stored->depth_ = image.depth();
    stored->info_ = image.sharedInfo();
    stored->name_ = name;
    return stored;
}

Result<PicturePtr> StoredPicture::read() const {
    const auto image = readImage();
    if (!image) return fail(image.error());
    try {
        return makePicture(*image, name_);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to open %1.", {name_.toStdString()},
                    "Close other pictures or choose a smaller one.");
    }
}

Result<Image> StoredPicture::readImage() const {
    try {
        PixelBuffer pixels(size_, channels_, depth_);
        std::ifstream in(file_, std::ios::binary);
        for (int y = 0; in && y < size_.height; ++y)
            in.read(reinterpret_cast<char*>(pixels.row(y)), static_cast<std::streamsize>(pixels.rowBytes()));
        if (!in)
            return fail(ErrorCode::Unreadable, "The picture that was put away in %1 cannot be read back.",
                        {file_.string()}, "Render it again: a click on it has brought back its settings.");
        return Image(std::move(pixels), info_);
    } catch (const std::bad_alloc&) {
        return fail(ErrorCode::OutOfMemory, "There is not enough memory to open %1.", {name_.toStdString()},
                    "Close other pictures or choose a smaller one.");
    }
}

StoredPicture::~StoredPicture() {
    std::error_code ec;
    std::filesystem::remove(file_, ec);
}

ResultStore::ResultStore(Background& reading, Background& writing, SessionCache& cache, QObject* parent)
    : QObject(parent), reading_(reading), writing_(writing), cache_(cache), budget_(defaultBudget()) {}

void ResultStore::add(const ResultPtr& result) {
    touch(result);
    keepWithin();
}

void ResultStore::touch(const ResultPtr& result) {
    std::erase_if(used_, [&](const auto& r) { return r.expired() || r.lock() == result; });
    used_.push_back(result);
}

void ResultStore::setBudget(qint64 bytes) {
    budget_ = bytes;
    keepWithin();
}

qint64 ResultStore::bytesHeld() const {
    qint64 sum = 0;
    for (const auto& r : used_)
        if (const ResultPtr result = r.lock()) sum += bytesOf(*result);
    return sum;
}

void ResultStore::want(const ResultPtr& result, std::function<void()> then, std::function<void()> otherwise) {
    touch(result);
    if (result->picture) return then();
    reading_.run(
        this, [stored = Stored{result->stored, result->storedUnfinished}] { return readBack(stored); },
        [this, result, then = std::move(then), otherwise = std::move(otherwise)](const Result<ReadBack>& read) {
            if (!read) {
                Q_EMIT failed(read.error());
                if (otherwise) otherwise();
                return;
            }
            // Two may have asked for it: one picture is enough.
            if (!result->picture) {
                result->picture = read->picture;
                result->unfinished = read->unfinished;
            }
            then();
            keepWithin();
        });
}

void ResultStore::keepWithin() {
    qint64 held = bytesHeld();
    // The one in use stays, however large it is.
    for (size_t i = 0; held > budget_ && i + 1 < used_.size(); ++i) {
        const ResultPtr result = used_[i].lock();
        if (!result || !result->picture) continue;
        if (result->stored) {
            held -= bytesOf(*result);
            drop(*result);
        } else if (!writingNow_ && !cannotWrite_) {
            return putAway(result);  // one at a time; then the next
        }
    }
}

void ResultStore::drop(StyledResult& result) {
    result.picture.reset();
    result.unfinished = {};
}

void ResultStore::putAway(const ResultPtr& result) {
    writingNow_ = true;
    const std::string name = "result-" + std::to_string(++files_);
    writing_.run(
        this,
        [picture = result->picture, unfinished = result->unfinished, &cache = cache_, name]() -> Result<Stored> {
            auto folder = cache.folder();
            if (!folder) return fail(folder.error());
            auto whole = StoredPicture::write(picture->image, picture->name, *folder / name);
            if (!whole) return fail(whole.error());
            if (unfinished.empty()) return Stored{*whole, {}};
            auto start = StoredPicture::write(unfinished, picture->name, *folder / (name + "-unfinished"));
            if (!start) return fail(start.error());
            return Stored{*whole, *start};
        },
        [this, result](const Result<Stored>& stored) {
            writingNow_ = false;
            if (!stored) {
                cannotWrite_ = true;  // said once; memory serves on
                Q_EMIT failed(stored.error());
                return;
            }
            result->stored = stored->picture;
            result->storedUnfinished = stored->unfinished;
            keepWithin();
        });
}

}  // namespace velatura
