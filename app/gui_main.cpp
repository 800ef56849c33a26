// velatura: the window. Process settings first, then the window, and only behind its first paint LibTorch.
#include <QtCore/QCommandLineParser>
#include <QtWidgets/QApplication>
#include <cstdlib>

#include "core/base/log.h"
#include "core/base/version.h"
#include "core/image_io/image_io.h"
#include "core/work_library.h"
#include "ui/bridge/settings.h"
#include "ui/common/language.h"
#include "ui/common/start_trace.h"
#include "ui/common/theme.h"
#include "ui/main_window.h"

namespace {
constexpr int kStopMs = 10'000;  ///< jobs ask every step whether they should go on; a checkpoint may take seconds
}

int main(int argc, char** argv) {
    velatura::prepareProcess();
    QApplication app(argc, argv);
    app.setApplicationName("velatura");
    app.setApplicationDisplayName("Velatura");
    app.setApplicationVersion(velatura::versionNumber());
    app.setDesktopFileName("velatura");
    QCommandLineParser arguments;
    arguments.setApplicationDescription("Paints a photo in the manner of a painting.");
    arguments.addHelpOption();
    arguments.addVersionOption();
    arguments.addPositionalArgument("photo", "Opened as the photo.", "[photo]");
    arguments.addPositionalArgument("style", "Opened as the style.", "[style]");
    arguments.process(app);
    velatura::startLog("window");
    std::unique_ptr<velatura::StartTrace> trace;
    if (velatura::StartTrace::wanted()) trace = std::make_unique<velatura::StartTrace>();

    velatura::Settings settings;
    velatura::Theme::instance().setMode(settings.theme());
    velatura::Theme::instance().install(app);
    velatura::Language::instance().use(settings.language());

    app.setWindowIcon(QIcon(":/icons/velatura-64.png"));

    velatura::WorkLibrary library(velatura::WorkHost{&velatura::fileReader()});
    velatura::MainWindow window(library, settings);
    app.setQuitOnLastWindowClosed(false);
    QObject::connect(&window, &velatura::MainWindow::closed, &app, &QCoreApplication::quit);
    window.openAtStart(arguments.positionalArguments());
    window.show();
    const int status = app.exec();
    trace.reset();
    if (!window.waitForJobs(kStopMs)) {
        // Settings are written, results were asked about: nothing is left to lose by leaving.
        velatura::logWarning("a job did not stop in time; leaving without it");
        std::_Exit(status);
    }
    return status;
}
