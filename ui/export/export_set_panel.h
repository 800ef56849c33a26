// ExportSetPanel: the sizes of a set beside the result with the crop of the one that is looked at. Holds the set, keeps
// it in the settings, and undoes every change of it. Crops and the focus belong to one result and are found again with
// it. Window thread.
#pragma once

#include <QtGui/QUndoStack>
#include <QtWidgets/QWidget>
#include <map>

#include "ui/export/export_set.h"
#include "ui/stylize/result.h"

class QLabel;
class QToolButton;

namespace velatura {

class CropEditor;
class Settings;
class TargetForm;
class TargetList;

class ExportSetPanel : public QWidget {
    Q_OBJECT
public:
    explicit ExportSetPanel(Settings& settings, QWidget* parent = nullptr);
    void open(const ResultPtr& result);
    void setLimits(const FormatLimits& limits);

    const ExportSet& set() const { return set_; }
    struct Chosen {
        ExportTarget target;
        TargetPlan plan;
    };
    /// What is ticked, in its order.
    std::vector<Chosen> chosen() const;
    /// Whether all that is ticked can be saved; Error names the first that cannot, and that one is looked at.
    Status check();

    void add(const std::vector<ExportTarget>& targets);
    void remove(int id);
    void move(int id, int by);
    void tick(int id, bool on);
    void look(int id);
    int current() const { return current_; }
    void edit(const ExportTarget& target, int field);
    void setCrop(const CropRect& crop, int gesture = 0);
    void setFocusPoint(const FocusPoint& focus, int gesture = 0);
    /// The crop follows the focus again; where it does, the focus goes to the middle.
    void resetCrop();
    QUndoStack* undoStack() { return &undo_; }
    CropEditor* editor() const { return editor_; }

Q_SIGNALS:
    void changed();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void push(const QString& text, ExportSet next, int current, int gesture = 0);
    void apply(const ExportSet& set, int current);
    void refresh();
    void refreshCaption();
    void retranslate();
    TargetPlan planOf(const SetEntry& entry) const;

    struct Crops {
        FocusPoint focus;
        std::map<int, CropRect> own;
    };
    Settings& settings_;
    ExportSet set_;
    int current_ = -1;
    int result_ = 0;
    std::map<int, Crops> crops_;  ///< by the result's number
    ImageSize size_;              ///< that plans count in: the photo's
    FormatLimits limits_;
    QUndoStack undo_;
    TargetList* list_;
    TargetForm* form_;
    CropEditor* editor_;
    QLabel* caption_;
    QToolButton *undoButton_, *redoButton_, *automatic_;
};

}  // namespace velatura
