// FolderSlot: one folder that goes into a training: its title, its name, what was found in it; drop, click or x.
// Only tells what the person wants; the owner decides. Window thread.
#pragma once

#include <QtWidgets/QWidget>

namespace velatura {

class FolderSlot : public QWidget {
    Q_OBJECT
public:
    explicit FolderSlot(QWidget* parent = nullptr);
    void setTitle(const QString& title);
    /// What an empty slot asks for ("Drop a folder of pictures").
    void setPrompt(const QString& text);
    void setFolder(const QString& path);
    QString folder() const { return folder_; }
    /// The line under the name; `wrong`: it says why this folder will not do.
    void setDetail(const QString& text, bool wrong = false);
    void setClearable(bool on);
    QSize sizeHint() const override;

Q_SIGNALS:
    void openWanted();
    void clearWanted();
    void dropped(const QString& path);

protected:
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void enterEvent(QEnterEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;
    void dragEnterEvent(QDragEnterEvent*) override;
    void dragLeaveEvent(QDragLeaveEvent*) override;
    void dropEvent(QDropEvent*) override;

private:
    QRectF box() const;
    QRectF closeBox() const;
    void refresh();

    QString title_, prompt_, folder_, detail_;
    bool wrong_ = false, clearable_ = true, hovered_ = false, overClose_ = false, dragOver_ = false, keyFocus_ = false;
};

}  // namespace velatura
