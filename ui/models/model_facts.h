// ModelFacts: the right panel of the Models workspace: what is known of one model, its input where that can be chosen, and
// what can be done with it. Tells what the person wants; the workspace does it. Window thread.
#pragma once

#include <QtWidgets/QWidget>
#include <optional>

#include "ui/models/model_shelf.h"

class QComboBox;
class QFormLayout;
class QLabel;
class QPushButton;

namespace velatura {

class ModelFacts : public QWidget {
    Q_OBJECT
public:
    explicit ModelFacts(QWidget* parent = nullptr);
    /// nullopt: none is chosen. `used`: the optimiser looks through it already.
    void show(const std::optional<ShelfModel>& model, bool used, bool working);

Q_SIGNALS:
    void useWanted();
    void checkWanted();
    void folderWanted();
    void removeWanted();
    void conventionWanted(const QString& convention);

protected:
    void changeEvent(QEvent* event) override;

private:
    void refresh();
    void row(const QString& name, const QString& text, bool copies = false);

    std::optional<ShelfModel> model_;
    bool used_ = false, working_ = false;
    QLabel* title_;
    QFormLayout* rows_;
    QComboBox* input_ = nullptr;
    QPushButton *use_, *check_, *folder_, *remove_;
};

/// "VGG-19", "Perceptual network" …
QString kindText(const std::string& kind);
/// "torchvision (RGB)" …
QString conventionText(const std::string& convention);
/// "52.4 MB"
QString bytesText(std::int64_t bytes);

}  // namespace velatura
