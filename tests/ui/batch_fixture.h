// BatchFixture: the main window with its Batch workspace, small photos and styles in a scratch folder.
#pragma once

#include <QtCore/QDirIterator>
#include <QtTest/QSignalSpy>
#include <QtWidgets/QPushButton>
#include <fstream>

#include "core/catalog.h"
#include "tests/ui/window_fixture.h"
#include "ui/batch/batch_input_panel.h"
#include "ui/batch/batch_output.h"
#include "ui/batch/batch_panel.h"
#include "ui/batch/batch_workspace.h"
#include "ui/batch/last_batch.h"
#include "ui/batch/offer_bar.h"
#include "ui/params/param_form.h"

namespace velatura::test {

struct BatchFixture : WindowFixture {
    BatchFixture() : WindowFixture("gatys") {
        forgetBatch();
        plan.steps = 2;
        plan.stepMs = 1;
        settings->setParams("batch-gatys", {{"long-side", std::int64_t{32}}});
        window->showWorkspace(2);
    }
    BatchWorkspace& batch() { return *window->batch(); }
    QString in(const std::string& name) { return QString::fromStdString((folder / name).string()); }
    /// `count` small photos below photos/, those in `broken` with text for pixels.
    QString photos(int count, int broken = 0) {
        std::filesystem::create_directories(folder / "photos/inner");
        const QString one = picture("photos/000.png", 24, 16);
        for (int i = 1; i < count; ++i) {
            const std::string name =
                QStringLiteral("photos/%1%2.png").arg(i % 2 ? "inner/" : "").arg(i, 3, 10, QChar('0')).toStdString();
            if (i < count - broken)
                std::filesystem::copy_file(one.toStdString(), folder / name, std::filesystem::copy_options::overwrite_existing);
            else
                std::ofstream(folder / name) << "this is text";
        }
        return in("photos");
    }
    QString style(const std::string& name = "wave.png", int hue = 220) { return picture(name, 20, 20, hue); }
    /// Photos and a style, planned.
    bool fill(int count, int broken = 0) {
        batch().inputPanel()->addPhotos({photos(count, broken)});
        batch().inputPanel()->addStyles({style()});
        return planned(count);
    }
    bool planned(int count) {
        return QTest::qWaitFor(
            [&] { return batch().items().count() == count && batch().ready() && !batch().planning(); }, 10000);
    }
    bool ended() {
        return QTest::qWaitFor([&] { return !batch().running(); }, 60000);
    }
    void set(const char* key, const ParamValue& value) {
        ParamValues values = batch().panel()->output()->values();
        values[key] = value;
        batch().panel()->output()->setValues(values);
    }
    int results() {
        int out = 0;
        for (QDirIterator it(in("photos-painted"), {"*.png", "*.jpg"}, QDir::Files, QDirIterator::Subdirectories);
             it.hasNext(); it.next())
            ++out;
        return out;
    }
    int count(ItemState state) { return batch().items().countOf(state); }
    /// Presses the button of the offer that says this.
    bool press(const QString& word) {
        for (QPushButton* b : batch().offer()->buttons())
            if (b->text() == word) {
                b->click();
                return true;
            }
        return false;
    }
};

}  // namespace velatura::test
