// ModelShelf: the models that there are, shipped and imported, and what can be done with them. Files are read, checked
// and written on a lane of its own; what came of it is told by signals. Window thread.
#pragma once

#include <QtCore/QObject>
#include <QtCore/QStringList>
#include <deque>
#include <vector>

#include "core/base/error.h"
#include "core/model_import.h"
#include "core/network_layout.h"
#include "core/work_library.h"
#include "ui/bridge/background.h"

namespace velatura {

struct ShelfModel {
    StoredModel model;
    bool imported = false;
    std::string licence;         ///< of a shipped one
    std::filesystem::path card;  ///< its Markdown; empty: none
    /// The optimiser can look through it.
    bool looksThrough() const { return (imported && !paints()) || model.kind == "perceptual"; }
    /// A style network: it paints by itself.
    bool paints() const { return model.kind == kind::kFastStyle; }
    /// Value of the parameter "network".
    std::string network() const { return imported ? model.name : std::string(); }
};

class ModelShelf : public QObject {
    Q_OBJECT
public:
    explicit ModelShelf(WorkLibrary& library, QObject* parent = nullptr);
    ~ModelShelf() override;

    const std::vector<ShelfModel>& models() const { return models_; }
    bool listed() const { return listed_; }  ///< the files have been looked through once
    bool working() const { return working_; }

    void refresh();
    /// One after the other; what is not understood is told and the rest goes on.
    void importFiles(const QStringList& files);
    void stopImport();
    void remove(const std::string& name);
    void check(const ShelfModel& model);
    void setConvention(const ShelfModel& model, const std::string& convention);
    /// What may be dropped: names that end as files of weights do.
    static QStringList weightsIn(const QStringList& files);

Q_SIGNALS:
    void changed();
    void workingChanged();
    /// 0..1 of what runs; `stage` is English.
    void progressed(double share, const QString& stage);
    void imported(const velatura::Imported& what);
    void checked(const QString& name, const velatura::NetworkReport& report);
    void failed(const velatura::Error& error);

private:
    void next();
    void setWorking(bool on);
    template <class Do, class Done>
    void onLane(Do work, Done done);

    WorkLibrary& library_;
    std::vector<ShelfModel> models_;
    std::deque<QString> waiting_;
    bool listed_ = false, working_ = false;
    std::shared_ptr<std::atomic<bool>> stopped_;
    Background lane_;
};

}  // namespace velatura
