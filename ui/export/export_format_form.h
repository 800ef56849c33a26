// ExportFormatForm: how a file is written: format, quality with the size that the file will have, and under a fold
// depth, colours, metadata and resolution. Serves one file and sets alike. Window thread.
#pragma once

#include <QtWidgets/QWidget>

#include "core/base/error.h"
#include "ui/export/save_choices.h"

class QComboBox;
class QGridLayout;
class QLabel;
class QSlider;
class QSpinBox;

namespace velatura {

class FoldSection;

class ExportFormatForm : public QWidget {
    Q_OBJECT
public:
    explicit ExportFormatForm(QWidget* parent = nullptr);

    const SaveChoices& choices() const { return choices_; }
    /// A profile that cannot be read is told by failed() and replaced by the photo's own.
    void setChoices(const SaveChoices& choices);
    void setFormat(const std::string& key);
    /// Colours by an ICC file; where it cannot be used, failed() says why and the choice stays.
    void setProfileFile(const QString& path);

    /// The row under the quality; an empty text hides it.
    void setFileSize(const QString& text);
    /// The colours of the formats' labels stand in one column with those of other forms.
    std::vector<QGridLayout*> grids() const { return {rows_, more_}; }

    bool isUnfolded() const;
    void setUnfolded(bool on);

Q_SIGNALS:
    void changed();
    void formatChanged();
    void failed(const velatura::Error& error);
    void foldToggled();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void listen();
    void retranslate();
    void refresh();
    void offerProfiles();
    void profileChosen();
    void resolutionChosen();

    SaveChoices choices_;
    bool quiet_ = false;  ///< controls are being set, nobody chose anything
    QGridLayout *rows_, *more_;
    FoldSection* fold_;
    QLabel *formatLabel_, *qualityLabel_, *sizeLabel_, *size_, *depthLabel_, *profileLabel_, *metadataLabel_,
        *dpiLabel_;
    QComboBox *format_, *depth_, *profile_, *metadata_, *dpi_;
    QSlider* quality_;
    QSpinBox *qualityValue_, *dpiValue_;
};

}  // namespace velatura
