// DistancePopup: how a result was painted, and how far it is from the photo and from each style as the perceptual network
// sees them: computed when it opens, on a worker. A small window that goes when anything else is clicked. Window thread.
#pragma once

#include "core/work_library.h"
#include "ui/common/popup_frame.h"
#include "ui/stylize/result.h"

class QGridLayout;
class QLabel;

namespace velatura {

class Background;

class DistancePopup : public PopupFrame {
    Q_OBJECT
public:
    /// `lane`: where the network looks. The result's picture is in memory.
    DistancePopup(const ResultPtr& result, WorkLibrary& library, Background& lane, QWidget* parent);
    /// The line of this name as it is shown now.
    QString value(const QString& name) const;
    QString error() const;

private:
    QLabel* addLine(const QString& name, const QString& value, const QString& tip = {});
    void measure(const ResultPtr& result, WorkLibrary& library, Background& lane);

    QGridLayout* lines_;
    QLabel* content_;
    std::vector<QLabel*> styles_;
    QLabel* problem_;
};

}  // namespace velatura
