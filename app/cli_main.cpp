// velatura-cli: the terminal program. One file a subcommand in app/cli, one line here; DESIGN section 6.
#include <fmt/format.h>

#include <new>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/options.h"
#include "core/base/log.h"
#ifdef VELATURA_PICTURES
#include "core/image_io/image_io.h"
#else
#include "app/cli/packed_reader.h"
#endif

using namespace velatura;
using namespace velatura::cli;

namespace {

constexpr AddCommand kCommands[] = {
#ifdef VELATURA_PICTURES
    addStylize, addTrain, addEvaluate, addModels, addList, addPack, addBench,
#else
    addTrain,
    addModels,
    addList,
    addBench,
#endif
};

const PictureReader& pictureReader() {
#ifdef VELATURA_PICTURES
    return fileReader();
#else
    return packedReader();
#endif
}

int runCommands(Program& program, char** argv, int argc) {
    CLI::App root("Velatura paints a photo in the manner of a painting.", "velatura-cli");
    addCommonOptions(root, program.console);
    bool version = false;
    root.add_flag("--version", version, "Version, commit, LibTorch, device, and why no GPU is used.")->group("General");
    root.require_subcommand(0, 1);

    std::vector<Command> commands;
    for (const AddCommand add : kCommands) {
        commands.push_back(add(root, program));
        commands.back().app->group("Commands");
        addCommonOptions(*commands.back().app, program.console);
    }
    try {
        root.parse(argc, argv);
    } catch (const CLI::Success&) {
        program.console.json = false;
        program.console.print(root.help());
        return kExitDone;
    } catch (const CLI::ParseError& e) {
        return refuse(program, usageError(e, root));
    }
    for (const auto& command : commands)
        if (command.app->parsed()) return command.run();
    if (version) return printVersion(program);
    return refuse(program, {ErrorCode::Usage, "No command was given; `velatura-cli --help` lists what there is."});
}

}  // namespace

int main(int argc, char** argv) {
    prepareProcess();
    startLog("velatura-cli");
    catchInterrupts();

    Console console;
    WorkLibrary library({&pictureReader()});
    Program program{console, library, {argv + 1, argv + argc}};
    int status = kExitFailed;
    try {
        status = runCommands(program, argv, argc);
    } catch (const std::bad_alloc&) {
        status = refuse(program, {ErrorCode::OutOfMemory, "There was not enough memory for this."});
    } catch (const std::exception& e) {
        status = refuse(program, {ErrorCode::Internal, "The program failed by its own fault: %1.", {e.what()}});
    }
    if (!console.flush() && status == kExitDone)
        status = refuse(program, {ErrorCode::Disk, "Standard output could not be written."});
    return status;
}
