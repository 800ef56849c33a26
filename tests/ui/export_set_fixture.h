// ExportSetFixture: the export dialog with several sizes, over a small result in a scratch folder.
#pragma once

#include <QtTest/QSignalSpy>
#include <QtWidgets/QLabel>

#include "tests/ui/window_fixture.h"
#include "ui/bridge/background.h"
#include "ui/export/crop_editor.h"
#include "ui/export/export_dialog.h"
#include "ui/export/export_set_panel.h"

namespace velatura::test {

inline ExportTarget sized(const std::string& name, int width, int height, TargetFit fit = TargetFit::Fill) {
    return {.name = name, .width = width, .height = height, .fit = fit};
}

struct ExportSetFixture {
    ScratchFolder folder;
    Settings settings{QString::fromStdString((folder / "w.ini").string())};
    Background lane;
    std::unique_ptr<ExportDialog> dialog;
    ResultPtr result = std::make_shared<StyledResult>();

    explicit ExportSetFixture(const std::vector<ExportTarget>& targets = {}) {
        settings.setFolder("export", QString::fromStdString(folder.path().string()));
        settings.setValue("export/set", "[]");
        result->number = 1;
        result->picture = makePicture(gradient(120, 80, 60), "sea");
        result->inputs.photo = makePicture(gradient(480, 320, 60), "photo");
        dialog = std::make_unique<ExportDialog>(lane, settings, nullptr);
        dialog->setSeveral(true);
        dialog->setFormat("png");
        dialog->open(result);
        if (!targets.empty()) panel().add(targets);
    }
    ExportSetPanel& panel() { return *dialog->setPanel(); }
    CropEditor& editor() { return *panel().editor(); }
    std::string file(const std::string& name) { return (folder / name).string(); }
    ImageSize sizeOf(const std::string& name) {
        const auto header = probePicture(file(name));
        return header ? header->size : ImageSize{};
    }
    /// Presses Export and waits until all is written.
    QStringList exported() {
        QSignalSpy done(dialog.get(), &ExportDialog::exportedSet);
        dialog->save();
        if (done.isEmpty() && !done.wait(10000)) return {};
        return done[0][1].toStringList();
    }
    QString question() {
        for (const QLabel* label : dialog->findChildren<QLabel*>())
            if (label->isVisible() && label->text().contains("exist already")) return label->text();
        return {};
    }
};

inline bool near(double a, double b, double tolerance = 0.02) {
    return std::abs(a - b) <= tolerance;
}

}  // namespace velatura::test
