// SwitchBox: on or off. Window thread.
#pragma once

#include <QtWidgets/QCheckBox>

namespace velatura {

/// A QCheckBox underneath, so that keyboard and screen readers know what it is.
class SwitchBox : public QCheckBox {
    Q_OBJECT
public:
    explicit SwitchBox(QWidget* parent = nullptr);
    QSize sizeHint() const override { return {34, 28}; }
    QSize minimumSizeHint() const override { return sizeHint(); }

protected:
    bool hitButton(const QPoint& p) const override { return rect().contains(p); }
    void paintEvent(QPaintEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    bool keyFocus_ = false;
};

}  // namespace velatura
