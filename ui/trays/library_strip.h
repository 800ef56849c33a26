// LibraryStrip: small pictures to choose from: the samples that come with the program, or a folder of the person's own.
// Thumbnails are read on the background lane. Window thread.
#pragma once

#include <QtGui/QIcon>
#include <QtWidgets/QWidget>
#include <vector>

class QLabel;
class QToolButton;

namespace velatura {

class Background;
class Settings;

/// A picture that the program ships, from samples.json.
struct Sample {
    QString path;
    QString title;   ///< in the program's language
    bool photo = false;
};

/// Reads samples/samples.json; empty when there is none. A few hundred bytes: quick enough for any thread.
std::vector<Sample> loadSamples();

/// Thumbnails in rows of equal cells; painted by hand, one widget whatever their number.
class ThumbGrid : public QWidget {
    Q_OBJECT
public:
    struct Cell {
        QString path, title;
        QImage thumb;
        bool broken = false;
    };
    explicit ThumbGrid(QWidget* parent = nullptr);
    void setCells(std::vector<Cell> cells);
    void setThumb(size_t index, const QImage& thumb);
    void setCurrent(const QStringList& paths);
    const std::vector<Cell>& cells() const { return cells_; }
    int heightForWidth(int width) const override;
    bool hasHeightForWidth() const override { return true; }
    QSize sizeHint() const override { return {232, heightForWidth(232)}; }

Q_SIGNALS:
    void chosen(const QString& path);
    void menuWanted(const QString& path, const QPoint& global);

protected:
    bool event(QEvent*) override;
    void paintEvent(QPaintEvent*) override;
    void mousePressEvent(QMouseEvent*) override;
    void mouseMoveEvent(QMouseEvent*) override;
    void mouseReleaseEvent(QMouseEvent*) override;
    void leaveEvent(QEvent*) override;
    void keyPressEvent(QKeyEvent*) override;
    void contextMenuEvent(QContextMenuEvent*) override;
    void resizeEvent(QResizeEvent*) override;
    void focusInEvent(QFocusEvent*) override;
    void focusOutEvent(QFocusEvent*) override;

private:
    int columns(int width) const;
    QRect cellRect(int i) const;
    int cellAt(QPoint p) const;

    std::vector<Cell> cells_;
    QStringList current_;
    int hot_ = -1, focus_ = 0;
    QPoint pressed_;
    int pressedCell_ = -1;
    bool keyFocus_ = false;
};

class LibraryStrip : public QWidget {
    Q_OBJECT
public:
    LibraryStrip(Background& lane, Settings& settings, QWidget* parent = nullptr);
    void showSamples();
    void showFolder(const QString& folder);
    /// Files that were dropped together.
    void showFiles(const QStringList& files);
    void setCurrent(const QStringList& paths) { grid_->setCurrent(paths); }
    ThumbGrid* grid() const { return grid_; }

Q_SIGNALS:
    void styleChosen(const QString& path);
    void mixChosen(const QString& path);
    void photoChosen(const QString& path);
    /// A copy into the style library; the library itself.
    void keepWanted(const QString& path);
    void libraryWanted();
    /// A sentence when a folder holds nothing.
    void notice(const QString& sentence);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void setCells(std::vector<ThumbGrid::Cell> cells);
    void loadThumb(size_t index);

    Background& lane_;
    Settings& settings_;
    enum class Source { Samples, Folder, Files } from_ = Source::Samples;
    QString folder_;
    int generation_ = 0;
    QToolButton *source_, *open_;
    ThumbGrid* grid_;
};

}  // namespace velatura
