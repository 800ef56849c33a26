// DataPanel: what goes into a training: the trainer, its folders, and the run that is begun or gone on with. Counts
// pictures on the background lane; changes of trainer and folders are undo steps. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>
#include <vector>

#include "core/catalog.h"
#include "ui/train/run_folder.h"

class QComboBox;
class QLabel;
class QMenu;
class QPushButton;
class QUndoStack;

namespace velatura {

class Background;
class FolderSlot;
class Settings;

struct TrainInputs {
    std::string trainer;
    QString data, styles, teachers;
    bool operator==(const TrainInputs&) const = default;
};

/// Which run the big button begins or goes on with.
struct RunChoice {
    enum class Mode { New, Resume, Branch };
    Mode mode = Mode::New;
    QString folder;          ///< Resume, Branch: the run; New: empty, or a folder that the person chose
    QString checkpoint;      ///< Branch: where from
    qint64 step = 0;         ///< Resume, Branch: where it stands
    std::vector<RunFolder::Numbered> checkpoints;
};

class DataPanel : public QWidget {
    Q_OBJECT
public:
    DataPanel(Background& lane, Settings& settings, QUndoStack* undo, QWidget* parent = nullptr);

    const TrainInputs& inputs() const { return inputs_; }
    const TrainerInfo& trainer() const;
    /// As one undo step named `what`.
    void change(const TrainInputs& inputs, const QString& what);
    void setInputs(const TrainInputs& inputs);
    void setRun(const RunChoice& run);
    const RunChoice& run() const { return run_; }
    bool complete() const;
    /// While a run goes on nothing here may be changed.
    void setRunning(bool running);
    FolderSlot* dataSlot() const { return data_; }

Q_SIGNALS:
    void inputsChanged();
    void runChanged();
    /// Show this run folder.
    void openRunWanted(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    FolderSlot* slot(QString TrainInputs::*member, const char* kind);
    void put(const TrainInputs& inputs);
    void count(FolderSlot* slot, const QString& path);
    void countWeights(const QString& path);
    QString askFolder(const QString& kind, const QString& title);
    void showRun();
    void retranslate();

    Background& lane_;
    Settings& settings_;
    QUndoStack* undo_;
    TrainInputs inputs_;
    RunChoice run_;
    bool running_ = false;
    QLabel *title_, *help_;
    QComboBox* trainerBox_;
    FolderSlot *data_, *styles_, *teachers_, *runSlot_;
    QPushButton *open_, *branch_;
    QMenu* branchMenu_;
};

}  // namespace velatura
