// TagPopup: the tags of one style in one line, between commas, with those of other styles to choose from. A small window
// that goes when anything else is clicked. Window thread.
#pragma once

#include <functional>

#include "ui/common/popup_frame.h"

class QLineEdit;

namespace velatura {

class TagPopup : public PopupFrame {
    Q_OBJECT
public:
    /// `done` gets what was typed.
    TagPopup(const QString& name, const QStringList& tags, const QStringList& known,
             std::function<void(const QString&)> done, QWidget* parent);
    QLineEdit* field() const { return field_; }

protected:
    void takeFocus() override;

private:
    void accept();

    std::function<void(const QString&)> done_;
    QLineEdit* field_;
};

}  // namespace velatura
