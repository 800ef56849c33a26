// TargetForm: what one size of a set is: name, how it is measured, how the picture fills it, border, resolution.
// Changes count as soon as they are made. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/image/export_target.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QLineEdit;
class QSpinBox;

namespace velatura {

class TargetForm : public QWidget {
    Q_OBJECT
public:
    explicit TargetForm(QWidget* parent = nullptr);
    void setTarget(const ExportTarget& target);
    const ExportTarget& target() const { return target_; }

Q_SIGNALS:
    /// `field` tells runs of edits to one control from others.
    void edited(const velatura::ExportTarget& target, int field);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void listen();
    void retranslate();
    void refresh();
    void offerBorders();
    void offerResolutions();
    void borderChosen();
    void take(int field);

    ExportTarget target_;
    bool quiet_ = false;
    QGridLayout* rows_;
    QLabel *nameLabel_, *kindLabel_, *fitLabel_, *borderLabel_, *dpiLabel_, *times_;
    QLineEdit* name_;
    QComboBox *kind_, *fit_, *border_, *dpi_;
    QWidget* numbers_;
    QSpinBox *width_, *height_, *longSide_, *percent_;
};

}  // namespace velatura
