// KeptColorList: the colours of the photo that painting may hardly move: a swatch, how far it may move (Delta E), and
// an x, each; as many in a row as there is room for. Shows what it is given and tells what the person wants. Shared by
// the mask strip and the Batch workspace. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <vector>

#include "core/image/kept_color.h"

namespace velatura {

class KeptColorList : public QWidget {
    Q_OBJECT
public:
    explicit KeptColorList(QWidget* parent = nullptr);
    void setColors(const std::vector<KeptColor>& colors);
    const std::vector<KeptColor>& colors() const { return colors_; }

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override { return {0, sizeHint().height()}; }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;

Q_SIGNALS:
    void removeWanted(int index);
    void deltaChosen(int index, double deltaE, int gesture);

protected:
    void resizeEvent(QResizeEvent*) override;
    void changeEvent(QEvent* event) override;

private:
    void rebuild();
    void place();
    int across(int width) const;

    std::vector<KeptColor> colors_;
    std::vector<QWidget*> chips_;
};

}  // namespace velatura
