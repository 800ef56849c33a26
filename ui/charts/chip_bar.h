// ChipBar: the legend of a chart as chips that toggle their curve; they wrap into as many lines as they need.
// Window thread.
#pragma once

#include <QtCore/QStringList>
#include <QtGui/QColor>
#include <QtWidgets/QAbstractButton>
#include <QtWidgets/QWidget>
#include <vector>

namespace velatura {

class Chip : public QAbstractButton {
    Q_OBJECT
public:
    explicit Chip(QWidget* parent);
    void setInk(const QColor& colour);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent*) override;

private:
    QColor ink_;
};

class ChipBar : public QWidget {
    Q_OBJECT
public:
    struct Item {
        QString key, label;
        QColor ink;
        bool on = true;
    };
    explicit ChipBar(QWidget* parent = nullptr);
    void setItems(const std::vector<Item>& items);
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void toggled(const QString& key, bool on);

protected:
    void resizeEvent(QResizeEvent*) override;

private:
    int arrange(int width, bool move) const;
    std::vector<Chip*> chips_;
};

}  // namespace velatura
