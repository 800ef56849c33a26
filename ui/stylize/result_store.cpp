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

qint64 bytesOf(const PicturePtr& picture) {
    if (!picture) return 0;
    auto bytes = static_cast<qint64>(picture->image.bytes());
    for (const QImage& level : picture->levels) bytes += level.sizeInBytes();
    return bytes;
}

}  // namespace

Result<std::shared_ptr<StoredPicture>> StoredPicture::write(const Picture& picture, const std::filesystem::path& file) {
    const Image& image = picture.image;
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
    stored->name_ = picture.name;
    return stored;
}

Result<PicturePtr> StoredPicture::read() const {
    try {
        PixelBuffer pixels(size_, channels_, depth_);
        std::ifstream in(file_, std::ios::binary);
        for (int y = 0; in && y < size_.height; ++y)
            in.read(reinterpret_cast<char*>(pixels.row(y)), static_cast<std::streamsize>(pixels.rowBytes()));
        if (!in)
            return fail(ErrorCode::Unreadable, "The picture that was put away in %1 cannot be read back.",
                        {file_.string()}, "Render it again: a click on it has brought back its settings.");
        return makePicture(Image(std::move(pixels), info_), name_);
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
        if (const ResultPtr result = r.lock()) sum += bytesOf(result->picture);
    return sum;
}

void ResultStore::want(const ResultPtr& result, std::function<void()> then, std::function<void()> otherwise) {
    touch(result);
    if (result->picture) return then();
    reading_.run(
        this, [stored = result->stored] { return stored->read(); },
        [this, result, then = std::move(then), otherwise = std::move(otherwise)](const Result<PicturePtr>& picture) {
            if (!picture) {
                Q_EMIT failed(picture.error());
                if (otherwise) otherwise();
                return;
            }
            // Two may have asked for it: one picture is enough.
            if (!result->picture) result->picture = *picture;
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
            held -= bytesOf(result->picture);
            result->picture.reset();
        } else if (!writingNow_ && !cannotWrite_) {
            return putAway(result);  // one at a time; then the next
        }
    }
}

void ResultStore::putAway(const ResultPtr& result) {
    writingNow_ = true;
    const std::string name = "result-" + std::to_string(++files_);
    writing_.run(
        this,
        [picture = result->picture, &cache = cache_, name]() -> Result<std::shared_ptr<StoredPicture>> {
            auto folder = cache.folder();
            if (!folder) return fail(folder.error());
            return StoredPicture::write(*picture, *folder / name);
        },
        [this, result](const Result<std::shared_ptr<StoredPicture>>& stored) {
            writingNow_ = false;
            if (!stored) {
                cannotWrite_ = true;  // said once; memory serves on
                Q_EMIT failed(stored.error());
                return;
            }
            result->stored = *stored;
            keepWithin();
        });
}

}  // namespace velatura
