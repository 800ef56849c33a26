// SheetWindow: the photo painted small in one style after the other, to choose from: the grid grows while the job runs,
// a click takes a style, Export writes the sheet as a picture. A window beside the program's. Window thread.
#pragma once

#include <QtWidgets/QDialog>
#include <memory>
#include <optional>

#include "core/base/series.h"
#include "core/batch/style_sheet.h"
#include "ui/bridge/job_bridge.h"
#include "ui/common/picture.h"

class QLabel;
class QProgressBar;
class QPushButton;
class QStandardItemModel;

namespace velatura {

class Background;
class BannerStack;
class Settings;
class StyleCells;

class SheetWindow : public QDialog {
    Q_OBJECT
public:
    struct Style {
        QString path, name;
    };
    SheetWindow(JobBridge& bridge, Background& writing, Settings& settings, QWidget* parent = nullptr);
    ~SheetWindow() override;

    /// Paints anew; what was there goes.
    void paint(const PicturePtr& photo, const std::string& engine, const ParamValues& params, const std::vector<Style>& styles);
    bool running() const { return id_ != 0; }
    void stop();
    StyleCells* cells() const { return cells_; }
    BannerStack* banners() const { return banners_; }
    QPushButton* stopButton() const { return stop_; }
    QPushButton* exportButton() const { return export_; }
    QPushButton* batchButton() const { return batch_; }
    QString said() const;
    /// Writes the sheet as it is now; tells of it by written() or a banner.
    void exportTo(const QString& path);

Q_SIGNALS:
    void styleChosen(const QString& path);
    void batchWanted(const QString& path);
    void written(const QString& path);

protected:
    void changeEvent(QEvent*) override;
    void closeEvent(QCloseEvent*) override;

private:
    void build();
    void takePictures();
    void finish(const JobOutcome& outcome);
    void askWhere();
    void refresh();
    void retranslate();
    QString chosenPath() const;

    JobBridge& bridge_;
    Background& writing_;
    Settings& settings_;
    std::shared_ptr<EngineSessions> sessions_;
    std::shared_ptr<Series<SheetPicture>> arrived_;
    std::vector<Style> styles_;
    std::vector<Image> pictures_;
    PicturePtr photo_;
    JobId id_ = 0;
    bool stopping_ = false, stopped_ = false;
    int done_ = 0, failed_ = 0;
    std::optional<Error> firstError_;
    BannerStack* banners_;
    QStandardItemModel* model_;
    StyleCells* cells_;
    QProgressBar* bar_;
    QLabel* state_;
    QPushButton *stop_, *batch_, *export_;
};

}  // namespace velatura
