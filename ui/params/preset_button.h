// PresetButton: the one line that says which preset is on, with a dot while the values differ from it. Window thread.
#pragma once

#include <QtWidgets/QToolButton>

namespace velatura {

class PresetButton : public QToolButton {
    Q_OBJECT
public:
    explicit PresetButton(QWidget* parent = nullptr);
    /// `name` empty: none.
    void show(const QString& name, bool modified);
    using QToolButton::show;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {96, sizeHint().height()}; }

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QString name_;
    bool modified_ = false;
};

}  // namespace velatura
