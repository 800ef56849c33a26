#include "core/train/run_recorder.h"

#include <fmt/format.h>
#include <unistd.h>

#include <chrono>
#include <cmath>
#include <fstream>
#include <sstream>

#include "core/base/atomic_file.h"
#include "core/io/tf_events.h"

namespace velatura {

namespace fs = std::filesystem;

namespace {

struct FileCloser {
    void operator()(std::FILE* f) const { std::fclose(f); }
};
using File = std::unique_ptr<std::FILE, FileCloser>;

tl::unexpected<Error> cannotWrite(const fs::path& path) {
    return fail(ErrorCode::Disk, "%1 could not be written.", {path.string()}, "Check the disk's free space and the folder's permissions.");
}

/// Keeps the lines whose step is at most `upTo`; `stepOf` gives -1 for lines to drop.
template <class StepOf>
Status keepLines(const fs::path& path, std::int64_t upTo, const std::string& header, StepOf stepOf) {
    std::string kept = header;
    if (upTo > 0) {
        std::ifstream in(path);
        std::string line;
        while (std::getline(in, line)) {
            const std::int64_t step = stepOf(line);
            if (step >= 0 && step <= upTo) kept += line + "\n";
        }
    }
    return writeFileAtomically(path, kept);
}

double wallSeconds() {
    return std::chrono::duration<double>(std::chrono::system_clock::now().time_since_epoch()).count();
}

std::int64_t stepOfCsv(const std::string& line) {
    try {
        return std::isdigit(static_cast<unsigned char>(line.empty() ? 'x' : line[0])) ? std::stoll(line) : -1;
    } catch (const std::exception&) {
        return -1;
    }
}

std::int64_t stepOfJson(const std::string& line) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    return json.is_object() && json.contains("step") && json["step"].is_number_integer() ? json["step"].get<std::int64_t>() : -1;
}

}  // namespace

struct RunRecorder::Parts {
    fs::path run;
    File csv, jsonl;
    std::optional<TfEventsWriter> events;
    const PictureReader* pictures = nullptr;
};

RunRecorder::RunRecorder(std::unique_ptr<Parts> parts) : parts_(std::move(parts)) {}
RunRecorder::~RunRecorder() = default;

Result<std::unique_ptr<RunRecorder>> RunRecorder::open(const fs::path& run, std::int64_t fromStep,
                                                       const PictureReader* pictures) {
    std::error_code ec;
    fs::create_directories(run / "samples", ec);
    fs::create_directories(run / "checkpoints", ec);
    if (ec) return cannotWrite(run);
    auto parts = std::make_unique<Parts>();
    parts->run = run;
    parts->pictures = pictures;
    if (auto s = keepLines(run / "scalars.csv", fromStep, "step,seconds,name,value\n", stepOfCsv); !s) return fail(s.error());
    if (auto s = keepLines(run / "scalars.jsonl", fromStep, "", stepOfJson); !s) return fail(s.error());
    parts->csv.reset(std::fopen((run / "scalars.csv").c_str(), "a"));
    parts->jsonl.reset(std::fopen((run / "scalars.jsonl").c_str(), "a"));
    if (!parts->csv || !parts->jsonl) return cannotWrite(run / "scalars.csv");
    auto events = TfEventsWriter::create(run);
    if (!events) return fail(events.error());
    parts->events.emplace(std::move(*events));
    if (fromStep > 0)
        if (auto s = parts->events->restart(fromStep + 1, wallSeconds()); !s) return fail(s.error());
    return std::unique_ptr<RunRecorder>(new RunRecorder(std::move(parts)));
}

Status RunRecorder::scalars(std::int64_t step, double seconds, const Scalars& values) {
    for (const auto& [name, value] : values) {
        // JSON has no NaN; null says that there was none.
        const nlohmann::json json = {{"name", name}, {"step", step}, {"value", std::isfinite(value) ? nlohmann::json(value) : nlohmann::json()}, {"seconds", std::round(seconds * 1000) / 1000}};
        const std::string csv = fmt::format("{},{:.3f},{},{}\n", step, seconds, name, value);
        const std::string line = json.dump() + "\n";
        if (std::fwrite(csv.data(), 1, csv.size(), parts_->csv.get()) != csv.size() ||
            std::fwrite(line.data(), 1, line.size(), parts_->jsonl.get()) != line.size())
            return cannotWrite(parts_->run / "scalars.csv");
        if (auto s = parts_->events->scalar(name, step, value, wallSeconds()); !s) return s;
    }
    return {};
}

Status RunRecorder::sample(std::int64_t step, const Image& picture) {
    if (!parts_->pictures) return {};
    const fs::path path = parts_->run / "samples" / fmt::format("{:08d}.png", step);
    if (auto s = parts_->pictures->write(picture, path); !s) return s;
    auto bytes = readFile(path, 256u << 20);
    if (!bytes) return fail(bytes.error());
    return parts_->events->imagePng("sample", step, picture.width(), picture.height(), *bytes, wallSeconds());
}

Status RunRecorder::flush() {
    if (auto s = parts_->events->flush(); !s) return s;
    for (auto* f : {parts_->csv.get(), parts_->jsonl.get()})
        if (std::fflush(f) != 0 || ::fsync(::fileno(f)) != 0) return cannotWrite(parts_->run / "scalars.csv");
    return {};
}

}  // namespace velatura
