// --version: what somebody who reports a fault should copy.
#include "core/base/version.h"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "app/cli/command.h"

namespace velatura::cli {

int printVersion(Program& program) {
    nlohmann::json object{{"version", versionNumber()}, {"commit", versionCommit()}};
    std::string text = fmt::format("velatura-cli {} ({})\n", versionNumber(), versionCommit());
    if (auto work = program.library.work()) {
        const DeviceReport report = (*work)->device("auto");
        object.update({{"libTorch", report.libTorch},
                       {"device", report.device},
                       {"threads", report.threads},
                       {"noGpu", report.noGpu}});
        text += fmt::format("LibTorch {}\nDevice: {}, {} threads", report.libTorch, report.device, report.threads);
        if (!report.noGpu.empty()) text += "\n" + report.noGpu;
    } else {
        // The version is worth knowing most when the installation is broken.
        object["noGpu"] = object["problem"] = work.error().message();
        text += "Nothing can be computed: " + work.error().message();
    }
    program.console.print(text);
    program.console.event("result", std::move(object));
    return kExitDone;
}

}  // namespace velatura::cli
