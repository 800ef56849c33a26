// ExportSetJob: writes the files of a set, one after the other on the encoding lane. A failure is remembered and the
// next one written; stopping ends with whole files only. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <QtCore/QTimer>
#include <array>
#include <atomic>
#include <filesystem>
#include <memory>
#include <vector>

#include "core/image/export_target.h"
#include "core/image_io/image_io.h"
#include "ui/export/carried_picture.h"
#include "ui/stylize/result_recipe.h"

namespace velatura {

class Background;

class ExportSetJob : public QObject {
    Q_OBJECT
public:
    struct Item {
        QString name;  ///< of the size
        TargetPlan plan;
        std::array<float, 4> border{1, 1, 1, 1};  ///< in sRGB
        SaveOptions how;
        PutRecipe recipe = {};  ///< empty: none
        std::filesystem::path path;
        bool replace = false;  ///< a file that is there may go
    };
    struct Outcome {
        QStringList written;  ///< paths
        std::vector<std::pair<QString, Error>> failed;
        bool stopped = false;
    };

    ExportSetJob(Background& lane, std::shared_ptr<CarriedPicture> carried, QObject* parent = nullptr);
    /// @param painted  CarriedPicture::at()
    void start(const Image& painting, const RenderRequest& painted, std::vector<Item> items);
    void stop();
    bool running() const { return total_ > 0; }

Q_SIGNALS:
    /// `done` of `total` files, fractions while one is made; `name` is the one.
    void progress(double done, int total, const QString& name);
    void finished(const velatura::ExportSetJob::Outcome& outcome);

private:
    void one(const QString& name, const std::string& path, const Result<bool>& written);

    Background& lane_;
    std::shared_ptr<CarriedPicture> carried_;
    struct Shared {
        std::atomic<bool> stop = false;
        std::atomic<int> item = 0;
        std::atomic<int> share = 0;  ///< thousandths of the item
    };
    std::shared_ptr<Shared> shared_;
    QTimer watch_;
    QStringList names_;
    int total_ = 0, done_ = 0;
    Outcome outcome_;
};

/// One file: carried where it needs more pixels than the painting has, cut, resampled, saved. Blocks. False: stopped.
Result<bool> exportItem(const Image& painting, const RenderRequest& painted, const ExportSetJob::Item& item,
                        CarriedPicture& carried, const std::function<bool(double)>& proceed);

/// All failures of a set in one sentence.
Error setFailure(const ExportSetJob::Outcome& outcome);

}  // namespace velatura
