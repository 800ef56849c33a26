// TimelapseDialog: how the frames of a run become a video, an animation or numbered pictures, and where they go. Writes on
// the encoding lane, can be stopped, never overwrites without asking. Does not block the window. Window thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QDialog>
#include <atomic>
#include <memory>

#include "core/image_io/timelapse.h"
#include "ui/stylize/result.h"

class QLineEdit;
class QLabel;
class QToolButton;

namespace velatura {

class Background;
class BannerStack;
class ExportFoot;
class ParamForm;
class Settings;

class TimelapseDialog : public QDialog {
    Q_OBJECT
public:
    TimelapseDialog(Background& lane, Settings& settings, QWidget* parent);
    ~TimelapseDialog() override;
    /// A result whose picture is in memory and whose run kept frames.
    void open(const ResultPtr& result);

    QString path() const;
    void setPath(const QString& path);
    ParamForm* form() const { return form_; }

public Q_SLOTS:
    void save();
    /// Stops what is being written, or closes.
    void reject() override;

Q_SIGNALS:
    void exported(const QString& path);

protected:
    void changeEvent(QEvent* event) override;

private:
    using QDialog::open;
    void retranslate();
    void refresh();
    void followFormat();
    void browse();
    TimelapseFormat format() const;
    void written(const Result<int>& shown, const QString& target);

    Background& lane_;
    Settings& settings_;
    ResultPtr result_;
    PicturePtr picture_;  ///< held here: the result may be put away meanwhile
    /// What is being written, between the lane and the window.
    struct Writing {
        std::atomic<bool> stop = false;
        std::atomic<double> share = 0;
    };
    std::shared_ptr<Writing> writing_;  ///< null: nothing is
    QTimer timer_;
    BannerStack* banners_;
    QLabel *frames_, *pathLabel_;
    ParamForm* form_;
    QLineEdit* path_;
    QToolButton* browse_;
    ExportFoot* foot_;
};

}  // namespace velatura
