// WindowFixture: the real main window over a fake work library, with settings and pictures in a scratch folder.
#pragma once

#include <memory>

#include "core/image_io/image_io.h"
#include "core/work_library.h"
#include "tests/support/fake_work/fake_work.h"
#include "tests/support/test_case.h"
#include "ui/bridge/settings.h"
#include "ui/canvas/canvas.h"
#include "ui/common/theme.h"
#include "ui/main_window.h"
#include "ui/stylize/results_strip.h"
#include "ui/stylize/run_panel.h"
#include "ui/stylize/stylize_workspace.h"
#include "ui/trays/input_panel.h"
#include "ui/trays/picture_slot.h"

namespace velatura::test {

/// A gradient with its own colour: `hue` 0 to 255.
inline Image gradient(int width, int height, int hue) {
    PixelBuffer out({width, height}, 3, Depth::U8);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x) {
            out.row(y)[x * 3] = static_cast<std::uint8_t>(x * 255 / width);
            out.row(y)[x * 3 + 1] = static_cast<std::uint8_t>(y * 255 / height);
            out.row(y)[x * 3 + 2] = static_cast<std::uint8_t>(hue);
        }
    return Image(std::move(out));
}

struct WindowFixture {
    ScratchFolder folder;
    FakePlan plan;
    WorkLibrary library{makeFakeWork(plan)};
    std::unique_ptr<Settings> settings;
    std::unique_ptr<MainWindow> window;

    /// `engine` is chosen in Stylize and Batch; null: the catalog's first, as for everybody at first.
    explicit WindowFixture(const char* engine = nullptr) {
        static const bool installed = [] {
            Theme::instance().install(*qApp);
            return true;
        }();
        Q_UNUSED(installed);
        settings = std::make_unique<Settings>(QString::fromStdString((folder / "window.ini").string()));
        if (engine)
            for (const char* key : {"stylize/engine", "batch/engine"}) settings->setValue(key, engine);
        settings->setFolder("export", QString::fromStdString(folder.path().string()));
        settings->setValue("stylize/live", false);  // tests of other things count renderings
        window = std::make_unique<MainWindow>(library, *settings);
        window->resize(1280, 800);
        window->show();
    }
    ~WindowFixture() { window.reset(); }

    QString picture(const std::string& name, int width = 240, int height = 160, int hue = 90) {
        const auto path = folder / name;
        if (const auto saved = savePicture(gradient(width, height, hue), path); !saved)
            qWarning("%s", saved.error().message().c_str());
        return QString::fromStdString(path.string());
    }
    StylizeWorkspace& stylize() { return *window->stylize(); }
    InputPanel& inputs() { return *stylize().inputPanel(); }

    /// Photo and style in their slots.
    bool fill() {
        inputs().open(SlotKind::Photo, picture("photo.png"));
        inputs().open(SlotKind::Style, picture("style.png", 128, 128, 220));
        return QTest::qWaitFor([this] { return inputs().inputs().ready(); }, 5000);
    }
    bool waitForResults(size_t n) {
        return QTest::qWaitFor([this, n] { return stylize().strip()->results().size() == n && !stylize().running(); }, 20000);
    }
};

/// Sends a whole drag and drop of `data` to the middle of `target`. True if it was accepted.
inline bool dropOn(QWidget* target, const QMimeData& data) {
    const QPoint at = target->rect().center();
    QDragEnterEvent enter(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &enter);
    if (!enter.isAccepted()) return false;
    QDropEvent drop(at, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(target, &drop);
    return drop.isAccepted();
}

}  // namespace velatura::test
