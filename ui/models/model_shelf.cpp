#include "ui/models/model_shelf.h"

#include <QtCore/QFileInfo>
#include <nlohmann/json.hpp>

#include "core/base/hash.h"
#include "core/base/json_file.h"
#include "core/base/paths.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

/// What models/manifest.json tells of; hashes are those of the files, which are what counts.
std::vector<ShelfModel> shippedModels() {
    std::vector<ShelfModel> out;
    const auto manifest = findData("models/manifest.json");
    const auto json = manifest ? readJsonFile(*manifest) : Result<nlohmann::json>(fail(manifest.error()));
    if (!json || !json->is_object() || !json->contains("models") || !(*json)["models"].is_array()) return out;
    for (const auto& entry : (*json)["models"]) {
        if (!entry.is_object() || !entry.contains("file") || !entry["file"].is_string()) continue;
        ShelfModel shelf;
        shelf.model.file = manifest->parent_path() / fs::path(entry["file"].get<std::string>()).filename();
        shelf.model.name = shelf.model.file.stem().string();
        shelf.model.kind =
            entry.value("kind", nlohmann::json()).is_string() ? entry["kind"].get<std::string>() : std::string();
        shelf.licence =
            entry.value("licence", nlohmann::json()).is_string() ? entry["licence"].get<std::string>() : std::string();
        const fs::path card = shelf.model.file.parent_path() / (shelf.model.name + ".md");
        std::error_code ec;
        if (fs::exists(card, ec)) shelf.card = card;
        shelf.model.bytes = static_cast<std::int64_t>(fs::file_size(shelf.model.file, ec));
        const auto hash = sha256OfFile(shelf.model.file);
        if (ec || !hash) continue;
        shelf.model.sha256 = *hash;
        out.push_back(std::move(shelf));
    }
    return out;
}

std::vector<ShelfModel> readShelf() {
    auto out = shippedModels();
    for (auto& model : storedModels()) out.push_back({std::move(model), true, {}, {}});
    return out;
}

/// Hears an import on the lane and tells the window.
class LaneContext : public SilentContext {
public:
    LaneContext(ModelShelf* shelf, std::shared_ptr<std::atomic<bool>> stopped)
        : shelf_(shelf), stopped_(std::move(stopped)) {}
    void progress(std::int64_t done, std::int64_t total, std::string_view stage) override {
        const double share = total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 0;
        const QString words = QString::fromUtf8(stage.data(), static_cast<qsizetype>(stage.size()));
        QMetaObject::invokeMethod(
            shelf_, [shelf = shelf_, share, words] { Q_EMIT shelf->progressed(share, words); }, Qt::QueuedConnection);
    }
    bool proceed() override { return !*stopped_; }

private:
    ModelShelf* shelf_;
    std::shared_ptr<std::atomic<bool>> stopped_;
};

}  // namespace

ModelShelf::ModelShelf(WorkLibrary& library, QObject* parent)
    : QObject(parent), library_(library), stopped_(std::make_shared<std::atomic<bool>>(false)) {}

ModelShelf::~ModelShelf() {
    *stopped_ = true;
}

/// `work` gets the work library; the error of its loading goes the way of every other.
template <class Do, class Done>
void ModelShelf::onLane(Do work, Done done) {
    setWorking(true);
    lane_.run(
        this,
        [this, work = std::move(work)]() -> decltype(work(std::declval<Work&>())) {
            auto library = library_.work();
            if (!library) return fail(library.error());
            return work(**library);
        },
        [this, done = std::move(done)](const auto& result) {
            if (!result && !*stopped_) Q_EMIT failed(result.error());
            if (result) done(*result);
            *stopped_ = false;
            setWorking(false);
            next();
        });
}

void ModelShelf::setWorking(bool on) {
    if (on == working_) return;
    working_ = on;
    Q_EMIT workingChanged();
}

void ModelShelf::refresh() {
    lane_.run(
        this, [] { return readShelf(); },
        [this](std::vector<ShelfModel> models) {
            models_ = std::move(models);
            listed_ = true;
            Q_EMIT changed();
        });
}

void ModelShelf::importFiles(const QStringList& files) {
    for (const QString& file : files) waiting_.push_back(file);
    next();
}

void ModelShelf::next() {
    if (working_ || waiting_.empty()) return;
    const fs::path file = waiting_.front().toStdString();
    waiting_.pop_front();
    onLane(
        [this, file, stopped = stopped_](Work& work) {
            LaneContext context(this, stopped);
            return importModel(work, {file, {}, {}}, context);
        },
        [this](const Imported& what) {
            refresh();
            Q_EMIT imported(what);
        });
}

void ModelShelf::stopImport() {
    waiting_.clear();
    if (working_) *stopped_ = true;
}

void ModelShelf::remove(const std::string& name) {
    lane_.run(
        this, [name] { return removeStoredModel(name); },
        [this](const Status& removed) {
            if (!removed) Q_EMIT failed(removed.error());
            refresh();
        });
}

void ModelShelf::check(const ShelfModel& model) {
    Q_EMIT progressed(0, QStringLiteral("Checking"));
    onLane(
        [model](Work& work) {
            return model.imported ? checkStoredModel(work, model.model) : work.inspectNetwork(model.model.file);
        },
        [this, name = QString::fromStdString(model.model.name)](const NetworkReport& report) {
            Q_EMIT checked(name, report);
        });
}

void ModelShelf::setConvention(const ShelfModel& model, const std::string& convention) {
    Q_EMIT progressed(0, QStringLiteral("Checking"));
    onLane([model, convention](Work& work) { return changeConvention(work, model.model, convention); },
           [this](const StoredModel&) { refresh(); });
}

QStringList ModelShelf::weightsIn(const QStringList& files) {
    QStringList out;
    for (const QString& file : files)
        for (const char* end : {".pth", ".pt", ".safetensors"})
            if (file.endsWith(QLatin1String(end), Qt::CaseInsensitive)) out << file;
    return out;
}

}  // namespace velatura
