// A window with a style library in a data folder of the test's own.
#pragma once

#include <QtWidgets/QMenu>

#include "core/base/json_file.h"
#include "tests/ui/window_fixture.h"
#include "ui/library/library_desk.h"
#include "ui/library/library_model.h"
#include "ui/library/library_panel.h"

namespace velatura::test {

/// Comes before the window is made.
struct OwnData {
    QByteArray before = qgetenv("XDG_DATA_HOME");
    ScratchFolder data;
    OwnData() { qputenv("XDG_DATA_HOME", QByteArray::fromStdString(data.path().string())); }
    ~OwnData() { qputenv("XDG_DATA_HOME", before); }
    std::filesystem::path styles() const { return data / "velatura/styles"; }
};

struct LibraryFixture : OwnData, WindowFixture {
    LibraryDesk& desk() { return *stylize().library(); }
    StyleShelf& shelf() { return desk().shelf(); }
    LibraryPanel& panel() { return *desk().panel(); }
    LibraryModel& model() { return *panel().model(); }

    bool open() {
        desk().open();
        return QTest::qWaitFor([this] { return shelf().listed(); }, 5000);
    }
    /// Not the samples, which a new window brings.
    bool fillBoth() {
        fill();
        return QTest::qWaitFor([this] {
            const Inputs& in = inputs().inputs();
            return in.ready() && in.photo->name == "photo.png" && in.styles[0].picture->name == "style.png";
        }, 5000);
    }
    /// A style of our own; its key.
    QString add(const std::string& name, int hue) {
        const QString key = QString::fromStdString(name);
        shelf().addFiles({picture(name, 64, 64, hue)});
        return QTest::qWaitFor([&] { return shelf().find(key) != nullptr; }, 5000) ? key : QString();
    }
    bool settled() {
        bool done = false;
        shelf().lane().run(window.get(), [] { return 0; }, [&done](int) { done = true; });
        return QTest::qWaitFor([&done] { return done; }, 5000);
    }
    nlohmann::json notes(const QString& key) {
        const auto json = readJsonFile(styles() / (key.toStdString() + ".json"));
        return json ? *json : nlohmann::json();
    }
    QStringList shown() {
        QStringList out;
        for (const LibraryStyle& s : model().shown()) out << QString::fromStdString(s.key);
        return out;
    }
    QAction* menuItem(const QString& key, const QString& text) {
        menu = std::make_unique<QMenu>();
        panel().fillMenu(menu.get(), key, {});
        for (QAction* a : menu->actions())
            if (a->text() == text) return a;
        return nullptr;
    }
    QAction* command(const QString& text) {
        for (QAction* a : window->actions())
            if (a->text() == text) return a;
        return nullptr;
    }
    std::unique_ptr<QMenu> menu;
};

}  // namespace velatura::test
