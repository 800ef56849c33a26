// ResultStore: keeps the pictures of results within a budget of bytes. Over it, those not looked at for longest are put
// away, without loss, into the session's cache folder, and come back when wanted. A picture that cannot be written
// stays in memory: no result is lost while the program runs. Window thread; reads and writes on the lanes.
#pragma once

#include <QtCore/QObject>
#include <filesystem>
#include <functional>
#include <vector>

#include "ui/stylize/result.h"

namespace velatura {

class Background;
class SessionCache;

/// The samples of one picture on disk; the file goes with it.
class StoredPicture {
public:
    /// Both block: on a worker.
    static Result<std::shared_ptr<StoredPicture>> write(const Image& image, const QString& name,
                                                        const std::filesystem::path& file);
    Result<Image> readImage() const;
    Result<PicturePtr> read() const;
    ~StoredPicture();

private:
    StoredPicture() = default;
    std::filesystem::path file_;
    ImageSize size_;
    int channels_ = 0;
    Depth depth_ = Depth::U8;
    std::shared_ptr<const PictureInfo> info_;
    QString name_;
};

class ResultStore : public QObject {
    Q_OBJECT
public:
    ResultStore(Background& reading, Background& writing, SessionCache& cache, QObject* parent = nullptr);

    void add(const ResultPtr& result);
    /// Calls `then` once the picture is in memory: at once, or when it was read; `otherwise` when that failed.
    void want(const ResultPtr& result, std::function<void()> then, std::function<void()> otherwise = {});
    qint64 budget() const { return budget_; }
    void setBudget(qint64 bytes);
    /// What the pictures of all results need now.
    qint64 bytesHeld() const;

Q_SIGNALS:
    void failed(const velatura::Error& error);

private:
    void touch(const ResultPtr& result);
    void keepWithin();
    void putAway(const ResultPtr& result);
    void drop(StyledResult& result);

    Background &reading_, &writing_;
    SessionCache& cache_;
    qint64 budget_;
    std::vector<std::weak_ptr<StyledResult>> used_;  ///< last used one last
    bool writingNow_ = false, cannotWrite_ = false;
    int files_ = 0;
};

}  // namespace velatura
