// ExportDialog: the frame around what saves a result: one file, or several sizes in one go; how files are written is
// the same for both. Carries to the photo's size and encodes on the encoding lane, never overwrites without asking, and
// the question stands in the dialog. Does not block the window. Window thread.
#pragma once

#include <QtWidgets/QDialog>
#include <memory>

#include "ui/export/carried_picture.h"
#include "ui/export/export_set_job.h"
#include "ui/export/save_choices.h"
#include "ui/stylize/result.h"

class QButtonGroup;
class QToolButton;

namespace velatura {

class Background;
class BannerStack;
class ExportFoot;
class ExportFormatForm;
class ExportMeter;
class ExportSetPanel;
class FileNameRow;
class OutputSizeRow;
class SetPlaceForm;
class Settings;
struct ExportFile;

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
    /// Several sizes, or one file.
    void setSeveral(bool on);
    bool several() const { return several_; }

    ExportFormatForm* formatForm() const { return format_; }
    ExportSetPanel* setPanel() const { return panel_; }
    SetPlaceForm* placeForm() const { return place_; }

public Q_SLOTS:
    /// Presses the big button: exports, or replaces where that is the question.
    void save();
    void keepBoth();
    /// Stops what is being exported, takes back a question, or closes.
    void reject() override;

Q_SIGNALS:
    void exported(const velatura::ResultPtr& result, const QString& path);
    void exportedSet(const velatura::ResultPtr& result, const QStringList& paths);
    /// The size under the quality slider is up to date.
    void sizeKnown(qint64 bytes);

protected:
    void changeEvent(QEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    using QDialog::open;
    void build();
    void listen();
    void retranslate();
    void fit();
    void refresh();
    void refreshPlace();
    void formatFollows();
    void remember();
    void saveOne();
    void oneSaved(const Status& status, const ResultPtr& result, const QString& target, int session);
    void askForSize();

    // export_dialog_set.cpp: several sizes
    Result<std::vector<ExportFile>> setFiles(bool keepBoth) const;
    void saveSet(bool replace, bool keepBoth);
    void setDone(const ExportSetJob::Outcome& outcome);
    QString takenText(const std::vector<ExportFile>& files) const;

    RenderRequest painted() const;
    std::string measuredKey() const;

    Background& lane_;
    Settings& settings_;
    ResultPtr result_;
    PicturePtr picture_;  ///< held here: the result may be put away while the dialog is open
    std::shared_ptr<CarriedPicture> carried_ = std::make_shared<CarriedPicture>();  ///< touched on the lane only
    int session_ = 0;  ///< counts openings: a saving may end when another result is in the dialog
    bool several_ = false, saving_ = false;
    QString question_;     ///< whether files of the set that exist may go; empty: not asked
    ResultPtr exporting_;  ///< whose set is being written
    ExportMeter* meter_;
    ExportSetJob* job_;
    BannerStack* banners_;
    QButtonGroup* modes_;
    QToolButton *oneMode_, *setMode_;
    ExportSetPanel* panel_;
    OutputSizeRow* pixels_;
    ExportFormatForm* format_;
    FileNameRow* file_;
    SetPlaceForm* place_;
    ExportFoot* foot_;
};

}  // namespace velatura
