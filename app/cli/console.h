// Console: everything that a person or a script reads. Results go to standard output (as text, or with --json as one
// object a line), errors and the progress bar to standard error. One thread.
#pragma once

#include <chrono>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/jobs/job_channel.h"

namespace velatura::cli {

class Console {
public:
    Console();

    bool json = false;   ///< one JSON object a line instead of text
    bool quiet = false;  ///< no progress bar, no remarks; results and errors stay

    /// A result that was asked for (a table, a list). Not under --json, where event() says the same.
    void print(std::string_view text);
    /// A remark on standard output: what was saved where. Neither under --json nor --quiet.
    void say(std::string_view text);
    /// One line of --json; nothing without it. `type` is progress, scalar, note, result or error.
    void event(std::string_view type, nlohmann::json object);
    /// A sentence that should be known but stops nothing, on standard error.
    void note(const Error& sentence, const std::string& about = {});
    /// One sentence on standard error, always; `about` names the picture of a batch when the sentence may not.
    void error(const Error& error, const std::string& about = {});

    /// Draws the progress bar when standard error is a terminal. `loss` is shown at its end.
    void bar(const Progress& progress, const std::string& loss);
    void clearBar();

    /// Writes out what is buffered; false when standard output has failed (a full disk, a closed pipe).
    bool flush();

private:
    bool barWanted() const { return terminal_ && !quiet; }

    bool terminal_ = false;
    bool barShown_ = false;
    std::chrono::steady_clock::time_point barDrawn_{};
};

/// 75 as "1:15", 4000 as "1:06:40".
std::string clockText(double seconds);

/// Columns side by side, two blanks between; numbers (`right[i]`) to the right. The first row is the heading.
std::string table(const std::vector<std::vector<std::string>>& rows, const std::vector<bool>& right = {});

}  // namespace velatura::cli
