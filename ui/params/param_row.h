// ParamRow: one parameter of a form: label with a dot while changed, and the editor that suits its type. Knows nothing of
// undo: it tells what the person did, the form decides and shows. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/base/param_schema.h"

namespace velatura {

class ParamLabel;

/// One of the editors below; made by makeParamEditor().
class ParamEditor : public QWidget {
    Q_OBJECT
public:
    explicit ParamEditor(QWidget* parent) : QWidget(parent) {}
    virtual void show(const ParamValue& value) = 0;
    /// Names for screen readers, words of choices.
    virtual void retranslate(const QString& label) = 0;
    /// The editor needs lines of its own under the label.
    virtual bool isTall() const { return false; }

Q_SIGNALS:
    void edited(const velatura::ParamValue& value, int gesture);
};

ParamEditor* makeParamEditor(const ParamInfo& info, QWidget* parent);

class ParamRow : public QWidget {
    Q_OBJECT
public:
    ParamRow(const ParamInfo& info, QWidget* parent = nullptr);
    const ParamInfo& info() const { return info_; }
    void show(const ParamValue& value);
    void retranslate();

Q_SIGNALS:
    void edited(const velatura::ParamValue& value, int gesture);

private:
    const ParamInfo& info_;
    ParamLabel* label_;
    ParamEditor* editor_;
};

/// The words, and the dot that resets. A double-click anywhere on it resets, too.
class ParamLabel : public QWidget {
    Q_OBJECT
public:
    explicit ParamLabel(QWidget* parent = nullptr);
    void setText(const QString& text);
    void setChanged(bool changed);
    bool isChanged() const { return changed_; }
    QRectF dotRect() const;
    QSize sizeHint() const override;

Q_SIGNALS:
    void resetWanted();

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseDoubleClickEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;

private:
    QString text_;
    bool changed_ = false, overDot_ = false;
};

}  // namespace velatura
