// What every subcommand gets and gives: a file declares its options on a CLI::App and returns what runs once they are
// parsed. cli_main keeps the table of them.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <string>
#include <vector>

#include "app/cli/console.h"
#include "app/cli/exit_status.h"
#include "core/work_library.h"

namespace velatura::cli {

struct Program {
    Console& console;
    WorkLibrary& library;
    std::vector<std::string> arguments;  ///< as typed, without the program's name
};

struct Command {
    CLI::App* app = nullptr;
    std::function<int()> run;  ///< returns the exit status; errors are already on the console
};

using AddCommand = Command (*)(CLI::App& root, Program& program);

Command addStylize(CLI::App& root, Program& program);
Command addTrain(CLI::App& root, Program& program);
Command addEvaluate(CLI::App& root, Program& program);
Command addModels(CLI::App& root, Program& program);
Command addList(CLI::App& root, Program& program);
Command addPack(CLI::App& root, Program& program);
Command addBench(CLI::App& root, Program& program);

/// --version: version, commit, LibTorch, device, and why no GPU is used.
int printVersion(Program& program);

/// Prints `error` and returns the exit status that belongs to it.
inline int refuse(Program& program, const Error& error, const std::string& about = {}) {
    program.console.error(error, about);
    return exitStatus(error);
}

}  // namespace velatura::cli
