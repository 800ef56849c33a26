// BatchStyleList: the styles of a batch: a list where each is a look of its own, rows with weights where all are mixed,
// a place to drop on where there is none. Shows what it is given and tells what the person wants. Window thread.
#pragma once

#include <QtCore/QHash>
#include <QtWidgets/QWidget>

#include "ui/batch/batch_order.h"
#include "ui/common/picture.h"
#include "ui/trays/dropped.h"

namespace velatura {

class PathList;
class PictureSlot;
class StyleMix;
class ThumbStore;

class BatchStyleList : public QWidget {
    Q_OBJECT
public:
    BatchStyleList(ThumbStore& thumbs, QWidget* parent = nullptr);
    void setStyles(const std::vector<BatchStylePick>& styles, bool mixed);
    PictureSlot* emptySlot() const { return empty_; }
    PathList* list() const { return list_; }

Q_SIGNALS:
    void addWanted();
    void dropped(const velatura::Dropped& what);
    void removeWanted(const QStringList& paths);
    void weightChosen(const QString& path, double weight);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void retranslate();
    PicturePtr small(const QString& path);

    ThumbStore& thumbs_;
    std::vector<BatchStylePick> styles_;
    bool mixed_ = false;
    QHash<QString, PicturePtr> small_;  ///< the store may let them go, the rows need them
    PictureSlot* empty_;
    PathList* list_;
    StyleMix* mix_;
};

}  // namespace velatura
