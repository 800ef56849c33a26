// FoldSection: a heading that unfolds what is under it, with a dot while something in there differs from its default.
// Window thread.
#pragma once

#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>

class QVBoxLayout;

namespace velatura {

class FoldHeader;

class FoldSection : public QWidget {
    Q_OBJECT
public:
    /// `name` identifies the section whatever the language.
    explicit FoldSection(const QString& name, QWidget* parent = nullptr);
    QString name() const { return name_; }
    void setTitle(const QString& title);
    void add(QWidget* row);
    bool isOpen() const;
    void setOpen(bool open);
    void setChanged(bool changed);

private:
    QString name_;
    FoldHeader* header_;
    QWidget* body_;
    QVBoxLayout* rows_;
};

class FoldHeader : public QAbstractButton {
    Q_OBJECT
public:
    explicit FoldHeader(QWidget* parent = nullptr);
    void setChanged(bool changed);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;
    void keyPressEvent(QKeyEvent*) override;

private:
    bool changed_ = false;
};

}  // namespace velatura
