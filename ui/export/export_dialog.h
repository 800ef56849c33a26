// ExportDialog: saves a result: size in pixels, format, depth, colours, quality with the size that the file will have,
// metadata, place. Carries to the photo's size (core/image/carry) and encodes on the
// encoding lane and never overwrites without asking; the question stands in the dialog. Does not block the window.
// Window thread.
#pragma once

#include <QtCore/QTimer>
#include <QtWidgets/QDialog>
#include <atomic>
#include <functional>
#include <memory>
#include <optional>

#include "core/base/error.h"
#include "core/image/carry.h"
#include "core/image_io/image_io.h"
#include "ui/stylize/result_recipe.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QSlider;
class QSpinBox;
class QToolButton;

namespace velatura {

class Background;
class BannerStack;
class Settings;

class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Background& lane, Settings& settings, QWidget* parent);
    void open(const ResultPtr& result);

    QString path() const;
    void setPath(const QString& path);
    void setFormat(const std::string& key);
    /// "working", "source" or a long side in pixels; one that is not offered leaves the choice as it is.
    void setOutputSize(const QString& size);

public Q_SLOTS:
    void save();

Q_SIGNALS:
    void exported(const velatura::ResultPtr& result, const QString& path);
    /// The size under the quality slider is up to date.
    void sizeKnown(qint64 bytes);

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using QDialog::open;
    void build();
    void retranslate();
    void formatChosen();
    void pathEdited();
    void browse();
    void measure();
    void offerSizes();
    /// What is saved: the picture, carried to the chosen size unless that was done before. For the lane; empty when
    /// given up.
    using MakeImage = std::function<Result<Image>(const std::function<bool(double)>& proceed)>;
    MakeImage sized() const;
    PutRecipe recipe() const;
    void remember();
    void showSize(const Result<qint64>& bytes);
    void refreshButton();
    SaveOptions options() const;
    const PictureFormat& format() const;

    Background& lane_;
    Settings& settings_;
    ResultPtr result_;
    PicturePtr picture_;  ///< held here: the result may be put away while the dialog is open
    std::shared_ptr<const std::string> encoded_;  ///< what was measured last, ready to be written
    std::string encodedFor_;                      ///< result, format and options that it belongs to
    bool saving_ = false;
    QTimer settle_;
    BannerStack* banners_;
    struct Carried {
        std::string key;
        Image image;
    };
    std::shared_ptr<Carried> carried_ = std::make_shared<Carried>();  ///< touched on the lane only
    std::shared_ptr<std::atomic<int>> newest_ = std::make_shared<std::atomic<int>>(0);  ///< number of the newest measuring
    int session_ = 0;     ///< counts openings: a saving may end when another result is in the dialog
    QString wantedSize_;  ///< as chosen last, whether or not this result has it
    QLabel *pixelsLabel_, *formatLabel_, *depthLabel_, *profileLabel_, *qualityLabel_, *sizeLabel_, *size_, *pathLabel_, *question_;
    QComboBox *pixels_, *format_, *depth_, *profile_;
    QSlider* quality_;
    QSpinBox* qualityValue_;
    QCheckBox* strip_;
    QLineEdit* path_;
    QToolButton* browse_;
    QPushButton *cancel_, *save_;
};

}  // namespace velatura
