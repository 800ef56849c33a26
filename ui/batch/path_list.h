// PathList: files and folders in a list: icon or small picture, name, a word on each, an x under the pointer. Del
// removes what is chosen. As high as its rows up to a limit. Only tells what the person wants. Window thread.
#pragma once

#include <QtGui/QImage>
#include <QtWidgets/QListWidget>

namespace velatura {

class PathList : public QListWidget {
    Q_OBJECT
public:
    /// `rowHeight` also says how large a small picture is; `most` rows are shown without scrolling.
    PathList(int rowHeight, int most, QWidget* parent = nullptr);
    void setPaths(const QStringList& paths);
    QStringList paths() const;
    /// A muted word behind the name, e.g. how many pictures a folder holds.
    void setDetail(const QString& path, const QString& detail);
    void setThumb(const QString& path, const QImage& thumb);

Q_SIGNALS:
    void removeWanted(const QStringList& paths);

protected:
    void mousePressEvent(QMouseEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void focusInEvent(QFocusEvent*) override;

private:
    QStringList chosen() const;
    QListWidgetItem* find(const QString& path) const;

    int rowHeight_, most_;
};

}  // namespace velatura
